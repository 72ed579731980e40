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
  const own = Object.create(Object.getPrototypeOf(fs), Object.getOwnPropertyDescriptors(fs)) as object;
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

function tryToLoad(path: string | undefined): void {
  try {
    if (path !== undefined) module.createRequire(import.meta.url)(path);
  } catch {
    // Whoever needs it says why it does not load.
  }
}
