/** What a command reads of its surroundings and writes to; `src/cli.ts` makes the real one. */
export interface Io {
  cwd: string;
  out: Output;
  err: Output;
  /** Aborted by the first Ctrl-C or SIGTERM. */
  signal: AbortSignal;
  /** Asks whoever sits at the terminal; absent where nobody does. Anything but a yes is a no. */
  confirm?: ((question: string) => Promise<boolean>) | undefined;
  /** Set by a command that only ends by being stopped: that needs no word. */
  endsByStop?: true;
}

export interface Output {
  write(text: string): void;
  isTerminal: boolean;
  colors: boolean;
  /** Undefined where it is no terminal. */
  columns: number | undefined;
}

/** The part of a Node stream that an output is made of. */
interface Stream {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
  hasColors?(): boolean;
}

export function toOutput(stream: Stream, env: Record<string, string | undefined>): Output {
  const isTerminal = stream.isTTY === true;
  return {
    write: (text) => void stream.write(text),
    isTerminal,
    colors: wantsColors(env) ?? (isTerminal && (stream.hasColors?.() ?? false)),
    columns: isTerminal ? stream.columns : undefined,
  };
}

/** Undefined where the environment leaves it to the terminal. */
function wantsColors({ NO_COLOR, FORCE_COLOR }: Record<string, string | undefined>): boolean | undefined {
  if (NO_COLOR) return false;
  return FORCE_COLOR ? FORCE_COLOR !== '0' && FORCE_COLOR !== 'false' : undefined;
}
