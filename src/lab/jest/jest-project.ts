import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jestArgv } from '../../model/jest-arguments.ts';
import { relativeTo } from '../../system/paths.ts';
import type { TestFile } from '../lab.ts';
import type { OpenRequest } from '../process/host-protocol.ts';
import { importsOf } from '../process/imports.ts';
import { NotSupported } from '../process/not-supported.ts';
import { isCircus, runsTests } from './configs.ts';
import { type Context, type GlobalConfig, type Jest, loadJest, type ProjectConfig } from './jest-api.ts';

const configNames = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs', 'json'].map((end) => `jest.config.${end}`);

/** A project as its own Jest reads it. */
export class JestProject {
  readonly jest: Jest;
  readonly globalConfig: GlobalConfig;
  /** By the names that tests are found under: '' if there is only one. */
  readonly contexts: ReadonlyMap<string, Context>;
  tests: TestFile[] = [];
  /** Absolute. */
  readonly configFiles: readonly string[];

  private constructor(
    jest: Jest,
    globalConfig: GlobalConfig,
    contexts: ReadonlyMap<string, Context>,
    configFiles: readonly string[],
  ) {
    this.jest = jest;
    this.globalConfig = globalConfig;
    this.contexts = contexts;
    this.configFiles = configFiles;
  }

  /** @throws Error with Jest's own message, or what realcov cannot run */
  static async read({ root, runnerFolder, major, settings, folder }: OpenRequest): Promise<JestProject> {
    const jest = loadJest(runnerFolder);
    const { configFile, environment, testTimeout } = settings;
    const argv = {
      ...jestArgv(settings.arguments ?? [], major),
      ...(configFile !== undefined && { config: configFile }),
      ...(environment !== undefined && { env: environment }),
      ...(testTimeout !== undefined && { testTimeout }),
    };
    const { projects } = argv as { projects?: string[] };
    const { configs, globalConfig } = await jest.readConfigs(argv, projects ?? [root]);
    const running = configs.filter(runsTests);
    const other = running.find((config) => !isCircus(config));
    if (other)
      throw new NotSupported(
        `the tests run with ${nameOf(other.testRunner, root)}, which realcov does not support`,
        'take "testRunner" out of the Jest configuration: realcov works with jest-circus, which is the usual one',
      );
    if (running.length === 0)
      throw new NotSupported(
        `nothing is run by jest-runner, but by ${configs.map(({ runner }) => runner).join(', ')}`,
        'realcov works with jest-runner, which is the usual one',
      );
    const contexts = await contextsOf(jest, running, join(folder, 'tmp', 'jest-cache'));
    const configFiles = [configFile ?? '', ...configNames].map((name) => join(root, name)).filter(existsSync);
    const project = new JestProject(jest, globalConfig, contexts, configFiles);
    project.tests = await project.#findTests(major);
    return project;
  }

  get configs(): ProjectConfig[] {
    return [...this.contexts.values()].map(({ config }) => config);
  }

  /** Only their global set-ups are run. */
  get withTests(): ProjectConfig[] {
    const names = new Set(this.tests.map(({ project }) => project));
    return [...this.contexts].flatMap(([name, { config }]) => (names.has(name) ? [config] : []));
  }

  async #findTests(major: number): Promise<TestFile[]> {
    const found: TestFile[] = [];
    for (const [project, context] of this.contexts) {
      const { config } = context;
      const source = new this.jest.SearchSource(context);
      const { tests } = await source.getTestPaths(this.globalConfig, ...(major >= 30 ? [config] : []));
      for (const { path } of tests) found.push({ project, path, environment: '' });
    }
    return found;
  }

  /** The tests that import any of the sources, as `project`, a line break and the path. */
  async related(sources: string[]): Promise<Set<string>> {
    const found = new Set<string>();
    for (const [name, context] of this.contexts) {
      const source = new this.jest.SearchSource(context);
      const { tests } = await source.findRelatedTests(new Set(sources), false);
      for (const { path } of tests) found.add(`${name}\n${path}`);
      if (await this.#setsUpWith(context, sources))
        for (const { path, project } of this.tests) if (project === name) found.add(`${name}\n${path}`);
    }
    return found;
  }

  /** Whether a set-up file may load a source: then every test of the project is related to it. */
  async #setsUpWith({ config, resolver }: Context, sources: string[]): Promise<boolean> {
    const seeds = [...config.setupFiles, ...config.setupFilesAfterEnv, config.testEnvironment].filter(
      (file) => !/[\\/]node_modules[\\/]/.test(file) && existsSync(file),
    );
    const resolve = async (specifier: string, importer: string) =>
      resolver.resolveModule(importer, specifier);
    const imports = await importsOf(seeds, resolve);
    return sources.some((path) => path in imports);
  }
}

async function contextsOf(
  jest: Jest,
  configs: readonly ProjectConfig[],
  cacheDirectory: string,
): Promise<Map<string, Context>> {
  const contexts = new Map<string, Context>();
  const options = { console, maxWorkers: 1, watch: false, watchman: false, resetCache: false };
  for (const own of configs) {
    const context = await jest.Runtime.createContext({ ...own, cacheDirectory }, options);
    const wanted = configs.length === 1 ? '' : (own.displayName?.name ?? nameIn(own.rootDir));
    let name = wanted;
    for (let count = 2; contexts.has(name); count++) name = `${wanted} ${count}`;
    contexts.set(name, context);
  }
  return contexts;
}

/** `jest-jasmine2`, or a file of the project. */
function nameOf(module: string, root: string): string {
  const [, name] = /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(module) ?? [];
  return name ?? relativeTo(root, module);
}

/** The name of the package in a folder. */
function nameIn(folder: string): string {
  try {
    return (
      (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name?: string }).name ?? folder
    );
  } catch {
    return folder;
  }
}
