import { isAbsolute } from 'node:path';

/** Calls that take two paths. Not `symlink`, because its first argument is only a text. */
const twoPaths = /^(copyFile|cp|rename|link)$/;
/** Calls that return the path that they have made. */
const tellsPath = /^(mkdir|mkdtemp|mkdtempDisposable|symlink)$/;

/**
 * The arguments of an asynchronous call, with absolute paths, because the process may change its folder before the call is
 * done.
 * @returns undefined if no path is relative
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
  /** The error as it would be without the absolute paths. */
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
