import { isAbsolute } from 'node:path';

/** Calls that take two paths; `symlink` is not among them, as its first one is a text. */
const twoPaths = /^(copyFile|cp|rename|link)$/;
/** They tell what they made, by the path that they were given. */
const tellsPath = /^(mkdir|mkdtemp|mkdtempDisposable|symlink)$/;

/**
 * The arguments of a call that goes on in the background, with its paths as they are now: the folder of the process may be
 * another one before it is done.
 * @returns undefined if there is nothing to change
 */
export function anchored(name: string, args: readonly unknown[]): Anchored | undefined {
  if (tellsPath.test(name)) return undefined;
  const paths = twoPaths.test(name) ? 2 : 1;
  const isRelative = (arg: unknown, at: number): arg is string =>
    at < paths && typeof arg === 'string' && arg !== '' && !isAbsolute(arg);
  if (!args.some(isRelative)) return undefined;
  const start = `${process.cwd()}/`;
  return {
    args: args.map((arg, at) => (isRelative(arg, at) ? start + arg : arg)),
    restore: (error) => withoutStart(error, start),
  };
}

export interface Anchored {
  args: unknown[];
  /** What went wrong, in the words that it has without this. */
  restore(error: unknown): unknown;
}

function withoutStart(error: unknown, start: string): unknown {
  if (!(error instanceof Error)) return error;
  const fields = error as Error & { path?: unknown; dest?: unknown };
  for (const name of ['path', 'dest', 'message'] as const) {
    const text = fields[name];
    if (typeof text === 'string') fields[name] = text.replaceAll(start, '');
  }
  return error;
}
