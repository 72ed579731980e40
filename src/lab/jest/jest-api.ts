import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The parts of Jest's configuration of a project that the lab uses, the same in 29 and 30. */
export interface ProjectConfig extends Record<string, unknown> {
  id: string;
  rootDir: string;
  cacheDirectory: string;
  displayName?: { name: string };
  globals: Record<string, unknown>;
  globalSetup?: string | null;
  globalTeardown?: string | null;
  resolver?: string | null;
  runner: string;
  runtime?: string;
  setupFiles: string[];
  setupFilesAfterEnv: string[];
  snapshotResolver?: string | null;
  snapshotSerializers: string[];
  testEnvironment: string;
  testRunner: string;
  /** Pattern, path of the transformer, its options. */
  transform: [string, string, Record<string, unknown>][];
  transformIgnorePatterns: string[];
}

export interface GlobalConfig extends Record<string, unknown> {
  rootDir: string;
  globalSetup?: string | null;
  globalTeardown?: string | null;
}

export interface ModuleMap {
  toJSON(): unknown;
}

export interface Resolver {
  resolveModule(from: string, name: string): string;
}

/** What belongs to one project. */
export interface Context {
  config: ProjectConfig;
  hasteFS: unknown;
  moduleMap: ModuleMap;
  resolver: Resolver;
}

export interface JestTest {
  context: Context;
  path: string;
}

interface SearchSource {
  getTestPaths(...args: unknown[]): Promise<{ tests: JestTest[] }>;
  findRelatedTests(paths: Set<string>, collectCoverage: boolean): Promise<{ tests: JestTest[] }>;
}

interface ScriptTransformer {
  requireAndTranspileModule(path: string, then?: (exported: unknown) => Promise<void>): Promise<unknown>;
}

type Method = (...args: unknown[]) => unknown;

/** Jest's runtime of one load of a test file. */
export interface Runtime {
  clearAllMocks(): void;
  requireModule(path: string): unknown;
  transformFile?(path: string, ...rest: unknown[]): unknown;
  transformFileAsync?(path: string, ...rest: unknown[]): unknown;
  unstable_importModule?(path: string, ...rest: unknown[]): Promise<unknown>;
}

export interface RuntimeClass {
  new (...args: unknown[]): Runtime;
  createContext(config: ProjectConfig, options: object): Promise<Context>;
  createResolver(config: ProjectConfig, moduleMap: unknown): Resolver;
}

export interface TestRunnerClass {
  new (
    globalConfig: GlobalConfig,
    context: object,
  ): {
    on(event: string, listener: (args: unknown[]) => void): unknown;
    runTests(tests: JestTest[], watcher: object, options: { serial: true }): Promise<void>;
  };
}

/** The project's own Jest. */
export interface Jest {
  readConfigs(
    argv: object,
    projects: string[],
  ): Promise<{ configs: ProjectConfig[]; globalConfig: GlobalConfig }>;
  Runtime: RuntimeClass;
  TestRunner: TestRunnerClass;
  SearchSource: new (context: Context) => SearchSource;
  createScriptTransformer(config: ProjectConfig): Promise<ScriptTransformer>;
  moduleMapFrom(config: ProjectConfig, json: unknown): unknown;
}

/** @param folder of the package `jest` */
export function loadJest(folder: string): Jest {
  const fromJest = createRequire(join(folder, 'package.json'));
  const fromCore = createRequire(fromJest.resolve('@jest/core'));
  const own = <T>(name: string) => withoutDefault(fromCore(name)) as T;
  const { SearchSource } = own<Pick<Jest, 'SearchSource'>>('@jest/core');
  const { readConfigs } = own<Pick<Jest, 'readConfigs'>>('jest-config');
  const { createScriptTransformer } = own<Pick<Jest, 'createScriptTransformer'>>('@jest/transform');
  const HasteMap = own<{ getStatic(config: ProjectConfig): { getModuleMapFromJSON: Method } }>(
    'jest-haste-map',
  );
  return {
    readConfigs,
    Runtime: own('jest-runtime'),
    TestRunner: own('jest-runner'),
    SearchSource,
    createScriptTransformer,
    moduleMapFrom: (config, json) => HasteMap.getStatic(config).getModuleMapFromJSON(json),
  };
}

/** What the module is by itself: Jest's packages are compiled, some with a default export. */
function withoutDefault(exported: unknown): unknown {
  return (exported as { default?: unknown }).default ?? exported;
}

/** The paths of modules that only Jest's own code loads. */
export function resolveFromJest(folder: string, name: string): string | undefined {
  try {
    const fromJest = createRequire(join(folder, 'package.json'));
    return createRequire(fromJest.resolve('@jest/core')).resolve(name);
  } catch {
    return undefined;
  }
}
