/** The surroundings of a command: inputs and outputs. `src/cli.ts` makes the real one. */
export interface Io {
  cwd: string;
  out: Output;
  err: Output;
  /** Aborted by the first Ctrl-C or SIGTERM. */
  signal: AbortSignal;
  /** Asks the user at the terminal; absent without one. Anything but a yes is a no. */
  confirm?: ((question: string) => Promise<boolean>) | undefined;
  /** Set by a command that only ends by being stopped: then no message is needed. */
  endsByStop?: true;
}

export interface Output {
  write(text: string): void;
  isTerminal: boolean;
  colors: boolean;
  /** Undefined if it is not a terminal. */
  columns: number | undefined;
}

/** The part of a Node stream that an output uses. */
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

/** Undefined if the environment leaves it to the terminal. */
function wantsColors({ NO_COLOR, FORCE_COLOR }: Record<string, string | undefined>): boolean | undefined {
  if (NO_COLOR) return false;
  return FORCE_COLOR ? FORCE_COLOR !== '0' && FORCE_COLOR !== 'false' : undefined;
}
