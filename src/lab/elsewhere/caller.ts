import { fileURLToPath } from 'node:url';

const own = fileURLToPath(new URL('../..', import.meta.url));

/** The file of the code that called realcov's function, without Node's own files; '' if unknown. */
export function caller(): string {
  return callers().find((file) => file !== '' && !file.startsWith('node:')) ?? '';
}

/** The same, but `node:…` if it was Node itself. */
export function directCaller(): string {
  return callers().find((file) => file !== '') ?? '';
}

/** Whether a function with such a name is on the stack. */
export function isCalledIn(name: RegExp): boolean {
  const { stackTraceLimit, prepareStackTrace } = Error;
  try {
    Error.stackTraceLimit = 24;
    Error.prepareStackTrace = (_, sites) => sites.some((site) => name.test(site.getFunctionName() ?? ''));
    return new Error('where').stack as unknown as boolean;
  } catch {
    return true;
  } finally {
    Object.assign(Error, { stackTraceLimit, prepareStackTrace });
  }
}

/** The files on the stack, without realcov's own; the innermost is the first. */
function callers(): string[] {
  const { stackTraceLimit, prepareStackTrace } = Error;
  try {
    Error.stackTraceLimit = 16;
    Error.prepareStackTrace = (_, sites) => sites.map((site) => site.getFileName() ?? '');
    const files = new Error('where').stack as unknown as string[];
    return files.map(pathOf).filter((file) => !file.startsWith(own));
  } catch {
    return [];
  } finally {
    Object.assign(Error, { stackTraceLimit, prepareStackTrace });
  }
}

function pathOf(file: string): string {
  return file.startsWith('file:') ? fileURLToPath(file) : file;
}
