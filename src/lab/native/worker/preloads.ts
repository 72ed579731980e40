import childProcess from 'node:child_process';
import fs from 'node:fs';
import module, { createRequire, syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Preload } from '../node-flags.ts';

type Load = (request: string, parent: unknown, isMain: boolean) => unknown;

/**
 * Runs what loads compilers and test runners, with functions of the file system and of processes in their hands that nobody
 * watches: what they read, write and start themselves is no business of the tests. To be called before anything is watched.
 */
export async function unwatched<T>(action: () => Promise<T>): Promise<T> {
  const copyOf = <Module extends object>(own: Module): Module =>
    Object.create(Object.getPrototypeOf(own) as object, Object.getOwnPropertyDescriptors(own)) as Module;
  const copies: Record<string, unknown> = { fs: copyOf(fs), child_process: copyOf(childProcess) };
  const holder = module as unknown as { _load: Load };
  const load = holder._load;
  holder._load = (request, parent, isMain) =>
    copies[request.replace(/^node:/, '')] ?? load(request, parent, isMain);
  try {
    return await action();
  } finally {
    holder._load = load;
  }
}

/** Loads what Node loads before the program, as flags of Node say. */
export async function preload(preloads: readonly Preload[], root: string): Promise<void> {
  for (const { by, module: name } of preloads) {
    if (by === 'require') createRequire(join(root, 'package.json'))(name);
    else if (by === 'loader') module.register(name, pathToFileURL(`${root}/`));
    else await importFrom(root, name);
  }
}

/**
 * Makes ours the first of the loaders that run in a thread of Node's own, should the project register any.
 * @param index of the instrumented texts
 */
export function serveInLoaderThread(index: string): void {
  const { register } = module;
  let isThere = false;
  const own = new URL(`./loader-thread${import.meta.url.slice(-3)}`, import.meta.url);
  module.register = ((...args: Parameters<typeof register>) => {
    if (!isThere) register(own, { data: { index } });
    isThere = true;
    return register(...args);
  }) as typeof register;
  syncBuiltinESMExports();
}

const here = 'realcov-from:';

/** What an `import` in a folder gives. */
async function importFrom(folder: string, name: string): Promise<unknown> {
  const parentURL = pathToFileURL(join(folder, 'package.json')).href;
  const hooks = module.registerHooks({
    resolve: (specifier, context, next) =>
      specifier.startsWith(here)
        ? next(specifier.slice(here.length), { ...context, parentURL })
        : next(specifier, context),
  });
  try {
    return await import(here + name);
  } finally {
    hooks.deregister();
  }
}
