import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

export interface NativeWorkerOptions {
  entry: string;
  /** In MB. */
  memoryLimit: number;
  /** File with what each of them is told. */
  setup: string;
  /** Of the lab. */
  folder: string;
  /** Compilers keep what they made of one set of texts apart from what they made of another. */
  cache: string;
  /** Flags of Node. */
  flags: readonly string[];
  env: NodeJS.ProcessEnv;
}

/** @param id tells apart those that run at the same time */
export function startNativeWorker(
  { entry, setup, folder, cache, flags, env, memoryLimit }: NativeWorkerOptions,
  id: number,
  ...more: string[]
): ChildProcess {
  return fork(entry, [setup, ...more], {
    // A limit that the project sets itself stays.
    execArgv: [`--max-old-space-size=${memoryLimit}`, ...flags],
    env: { ...env, ...compilers(folder, `${cache}-${id}`) },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

/**
 * What compilers are told. Instrumented code does not pass a type-check. The cache of `@babel/register` goes by the age of
 * a file and not by its text: the project's own has to stay as it is.
 */
function compilers(folder: string, name: string): NodeJS.ProcessEnv {
  return {
    TS_NODE_TRANSPILE_ONLY: 'true',
    BABEL_CACHE_PATH: join(folder, 'tmp', `babel-${name}.json`),
  };
}
