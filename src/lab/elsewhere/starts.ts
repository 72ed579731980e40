import childProcess, { ChildProcess } from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';
import workerThreads from 'node:worker_threads';
import { guardedOptions, guardedThread } from '../../guard/preloaded.ts';

type Call = (this: unknown, ...args: unknown[]) => unknown;
type Env = NodeJS.ProcessEnv;

/** Such a process may not read the module that it would have to load. */
const mayNotRead = /(^|\s)--(experimental-)?permission(\s|=|$)/;

/**
 * Makes every thread and every Node program that this process starts load a module first.
 * @param preload absolute path of a CommonJS module, asked for at every start; undefined for none
 */
export function preloadInStarts(preload: () => string | undefined): void {
  around(ChildProcess.prototype as unknown as object, 'spawn', ([given, ...rest]) => {
    const { envPairs, args } = (given ?? {}) as { envPairs?: unknown; args?: unknown[] };
    const file = preload();
    if (!Array.isArray(envPairs) || file === undefined || mayNotRead.test(String(args?.join(' '))))
      return [given, ...rest];
    return [{ ...(given as object), envPairs: withOption(envPairs as string[], file) }, ...rest];
  });
  for (const name of ['spawnSync', 'execFileSync']) {
    around(childProcess, name, (args) => {
      const at = Array.isArray(args[1]) ? 2 : 1;
      const file = preload();
      if (file === undefined || (Array.isArray(args[1]) && mayNotRead.test(args[1].join(' ')))) return args;
      // Either may be left out, or be `undefined`.
      const place = args[at] === undefined && args[2] !== undefined ? 2 : at;
      return args.toSpliced(place, 1, withEnv(args[place], file));
    });
  }
  around(childProcess, 'execSync', (args) => {
    const file = preload();
    const isLeft = file === undefined || mayNotRead.test(String(args[0]));
    return isLeft ? args : args.toSpliced(1, 1, withEnv(args[1], file));
  });
  const { Worker } = workerThreads;
  workerThreads.Worker = new Proxy(Worker, {
    construct: (target, [entry, options, ...rest]: [unknown, object | undefined], newTarget) => {
      const file = preload();
      const preloaded = file === undefined ? options : guardedThread(options, file);
      return Reflect.construct(target, [entry, preloaded, ...rest], newTarget) as object;
    },
  });
  syncBuiltinESMExports();
}

function withOption(pairs: string[], preload: string): string[] {
  const own = pairs.find((pair) => pair.startsWith('NODE_OPTIONS='));
  const options = guardedOptions(own?.slice('NODE_OPTIONS='.length), preload);
  return [...pairs.filter((pair) => pair !== own), `NODE_OPTIONS=${options}`];
}

function withEnv(given: unknown, preload: string): object {
  const options = (given ?? {}) as { env?: Env };
  const env = options.env ?? process.env;
  return { ...options, env: { ...env, NODE_OPTIONS: guardedOptions(env.NODE_OPTIONS, preload) } };
}

/** Removes traces that a start left where code of the project may look. */
export function hidePreload(preload: string): void {
  const { NODE_OPTIONS: options } = process.env;
  const own = guardedOptions(undefined, preload);
  if (options?.endsWith(own)) {
    const rest = options.slice(0, -own.length).trim();
    if (rest === '') delete process.env.NODE_OPTIONS;
    else process.env.NODE_OPTIONS = rest;
  }
  const at = process.execArgv.indexOf(preload);
  if (at > 0) process.execArgv = process.execArgv.toSpliced(at - 1, 2);
}

function around(holder: object, name: string, change: (args: unknown[]) => unknown[]): void {
  const methods = holder as Record<string, unknown>;
  const original = methods[name] as Call;
  methods[name] = new Proxy(original, {
    apply: (target, self, args: unknown[]) => Reflect.apply(target, self, change(args)),
  });
}
