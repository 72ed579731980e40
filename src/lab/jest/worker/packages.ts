import fs from 'node:fs';
import module from 'node:module';
import type { ProjectConfig } from '../jest-api.ts';
import { type Jest, loadJest, resolveFromJest } from '../jest-api.ts';

type Load = (request: string, parent: unknown, isMain: boolean) => unknown;

/** What Jest's own packages load lazily, with functions of `node:fs` in their hands. */
const lazy = [
  'graceful-fs',
  'write-file-atomic',
  'jest-circus',
  'jest-util',
  'jest-resolve',
  'jest-snapshot',
];

/**
 * Loads the project's own Jest with functions of the file system that nobody watches: what Jest itself reads and writes, into
 * caches of ours, is no business of the tests. To be called before anything is watched.
 */
export async function loadUnwatched(folder: string, configs: readonly ProjectConfig[]): Promise<Jest> {
  const own = unwatchedFiles();
  const holder = module as unknown as { _load: Load };
  const load = holder._load;
  holder._load = (request, parent, isMain) =>
    request === 'fs' || request === 'node:fs' ? own : load(request, parent, isMain);
  try {
    const jest = loadJest(folder);
    for (const name of lazy) tryToLoad(resolveFromJest(folder, name));
    for (const { testEnvironment } of configs)
      if (/[\\/]node_modules[\\/]/.test(testEnvironment)) tryToLoad(testEnvironment);
    // Native code is loaded once a process; and compilers take the longest to load.
    for (const config of configs) await jest.createScriptTransformer(config).catch(() => {});
    return jest;
  } finally {
    holder._load = load;
  }
}

/**
 * The functions of `node:fs` as they are now. Node reads a file as bytes through the `openSync` that everybody sees: most of
 * what Jest reads are its own modules, once a load, and to ask for each who reads it costs more than the reading.
 */
export function unwatchedFiles(): typeof fs {
  const own = Object.create(Object.getPrototypeOf(fs), Object.getOwnPropertyDescriptors(fs)) as typeof fs;
  const { readFileSync, openSync, closeSync } = own;
  const read = (path: unknown, options: unknown): unknown => {
    if (typeof path !== 'string' || encodingIn(options) === 'utf8')
      return readFileSync(path as string, options as 'utf8');
    const flag = (options as { flag?: string } | null | undefined)?.flag ?? 'r';
    const file = openSync(path, flag);
    try {
      return readFileSync(file, options as 'utf8');
    } finally {
      closeSync(file);
    }
  };
  Object.defineProperty(own, 'readFileSync', {
    value: read,
    writable: true,
    configurable: true,
    enumerable: true,
  });
  return own;
}

function encodingIn(options: unknown): unknown {
  return typeof options === 'string'
    ? options
    : (options as { encoding?: unknown } | null | undefined)?.encoding;
}

function tryToLoad(path: string | undefined): void {
  try {
    if (path !== undefined) module.createRequire(import.meta.url)(path);
  } catch {
    // Whoever needs it says why it does not load.
  }
}
