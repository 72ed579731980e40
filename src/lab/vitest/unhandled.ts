import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Vitest } from './vitest-api.ts';
import type { ErrorRule } from './worker/error-filter.ts';

/**
 * The project's own settings about errors outside of tests. Vitest ignores such errors here, and each worker applies this
 * rule instead.
 * @param folder for the socket over which workers call the project's `onUnhandledError`
 */
export function errorRule({ config }: Pick<Vitest, 'config'>, folder: string): ErrorRule {
  const isIgnored = config.dangerouslyIgnoreUnhandledErrors === true;
  config.dangerouslyIgnoreUnhandledErrors = true;
  if (isIgnored) return 'none';
  const { onUnhandledError } = config;
  if (typeof onUnhandledError !== 'function') return 'all';
  const socket = process.platform === 'win32' ? `\\\\.\\pipe\\${folder}\\errors` : join(folder, 'errors');
  answer(socket, (error) => onUnhandledError(error) !== false);
  return { socket };
}

/** Answers each line, an error as JSON, with one letter: whether it counts. */
function answer(socket: string, counts: (error: unknown) => boolean): void {
  const server = createServer((worker) => {
    worker.on('error', () => worker.destroy());
    createInterface({ input: worker }).on('line', (line) =>
      worker.write(isCounted(line, counts) ? '1' : '0'),
    );
  });
  server.listen(socket);
  server.unref();
}

function isCounted(line: string, counts: (error: unknown) => boolean): boolean {
  try {
    return counts(JSON.parse(line));
  } catch {
    return true;
  }
}
