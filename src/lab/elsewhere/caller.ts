import { fileURLToPath } from 'node:url';

const own = fileURLToPath(new URL('../..', import.meta.url));

/** The file of the code that called realcov's function, without Node's own files; '' if unknown. */
export function caller(): string {
  const { stackTraceLimit, prepareStackTrace } = Error;
  try {
    Error.stackTraceLimit = 16;
    Error.prepareStackTrace = (_, sites) => sites.map((site) => site.getFileName() ?? '');
    const files = new Error('where').stack as unknown as string[];
    return files.map(pathOf).find((file) => file !== '' && !file.startsWith(own)) ?? '';
  } catch {
    return '';
  } finally {
    Object.assign(Error, { stackTraceLimit, prepareStackTrace });
  }
}

function pathOf(file: string): string {
  if (file.startsWith('node:')) return '';
  return file.startsWith('file:') ? fileURLToPath(file) : file;
}
