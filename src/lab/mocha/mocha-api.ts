import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The parts of Mocha that the lab uses, the same in 10, 11 and 12. */
export interface Runnable {
  type: 'test' | 'hook';
  title: string;
  fn?: TestFn | undefined;
  parent?: Suite;
  pending: boolean;
  state?: string | undefined;
  file?: string;
  _timeout?: number;
  timeout(ms?: number | string): number;
  isPending(): boolean;
}

export type TestFn = (this: unknown, done?: (error?: unknown) => void) => unknown;

export interface Test extends Runnable {
  reset(): void;
  clone(): Test;
  currentRetry(count?: number): number;
  retries(count?: number): number;
  fullTitle(): string;
  titlePath(): string[];
  removeAllListeners(event: string): void;
}

export interface Suite {
  title: string;
  root: boolean;
  tests: Test[];
  suites: Suite[];
  _beforeAll: Runnable[];
  _beforeEach: Runnable[];
  _afterAll: Runnable[];
  _afterEach: Runnable[];
  on(event: string, listener: (...args: never[]) => void): unknown;
  emit(event: string, ...args: unknown[]): unknown;
}

export interface Runner {
  suite: Suite;
  test?: Test | undefined;
  currentRunnable?: Runnable;
  failures: number;
  forbidPending?: boolean;
  _grep: RegExp;
  _invert?: boolean;
  on(event: string, listener: (...args: never[]) => void): unknown;
  emit(event: string, ...args: unknown[]): unknown;
  hookDown(name: string, done: HookDone): void;
  hookUp(name: string, done: HookDone): void;
  runTest(done: (error?: unknown) => void): void;
  _uncaught(error: unknown): void;
}

/** @param suite whose hook failed */
export type HookDone = (error?: unknown, suite?: Suite) => void;

export type RunnerClass = new (suite: Suite, options: object) => Runner;

export interface Mocha {
  suite: Suite;
  files: string[];
  _runnerClass: RunnerClass;
  rootHooks(hooks: Record<string, unknown>): unknown;
  /** The run does not load the files itself. */
  lazyLoadFiles(isOn: boolean): unknown;
  globalSetup(all: unknown[]): unknown;
  globalTeardown(all: unknown[]): unknown;
  run(done: (failures: number) => void): unknown;
}

export interface MochaClass {
  new (options: object): Mocha;
  Runner: RunnerClass;
  Runnable: { prototype: { timeout(ms?: number | string): unknown } };
  Suite: { prototype: { addTest(test: Test): unknown } };
  interfaces: Record<string, unknown>;
}

export type MochaOptions = Record<string, unknown>;

/** Its command line, which reads configuration. */
export interface MochaCommand {
  loadOptions(words: string[]): MochaOptions & { _?: string[] };
  isNodeFlag(name: string): boolean;
  unparseNodeFlags(flags: object): string[];
  /** Just the files before 10.3. */
  collectFiles(how: object): string[] | { files: string[] };
}

/** @param folder of the package `mocha` */
export function loadMocha(folder: string): MochaClass {
  return part(folder, 'lib', 'mocha');
}

/** `require` and `import`, in the order in which Mocha tries them. */
export function loaderOf(folder: string): (path: string) => Promise<unknown> {
  return part<{ requireOrImport(path: string): Promise<unknown> }>(folder, 'lib', 'nodejs', 'esm-utils')
    .requireOrImport;
}

export function loadCommand(folder: string): MochaCommand {
  const { loadOptions } = part<Pick<MochaCommand, 'loadOptions'>>(folder, 'lib', 'cli', 'options');
  const { isNodeFlag, unparseNodeFlags } = part<Omit<MochaCommand, 'loadOptions' | 'collectFiles'>>(
    folder,
    'lib',
    'cli',
    'node-flags',
  );
  const collect = part<unknown>(folder, 'lib', 'cli', 'collect-files');
  const collectFiles = (
    typeof collect === 'function' ? collect : (collect as { default: unknown }).default
  ) as MochaCommand['collectFiles'];
  return { loadOptions, isNodeFlag, unparseNodeFlags, collectFiles };
}

/** Mocha 12 has two kinds of files. */
function part<T>(folder: string, ...names: string[]): T {
  const path = join(folder, ...names);
  const load = createRequire(join(folder, 'package.json'));
  return load(existsSync(`${path}.cjs`) ? `${path}.cjs` : `${path}.js`) as T;
}
