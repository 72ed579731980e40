import { join } from 'node:path';
import type { GlobalConfig, ProjectConfig } from './jest-api.ts';
import type { Stubs } from './stubs.ts';

/** What a transformer of ours is given: the project's own, which comes after it. */
export interface TransformOptions {
  path?: string;
  options?: Record<string, unknown>;
}

/** The project's configuration, changed so that realcov's files are served and nothing is written into its caches. */
export function projectConfigFor(
  config: ProjectConfig,
  { folder, stubs, sources }: { folder: string; stubs: Stubs; sources: string[] },
): ProjectConfig {
  const own = config.transform.map(([pattern, path, options]): ProjectConfig['transform'][number] => [
    pattern,
    stubs.transform,
    { path, options: forInstrumented(path, options) },
  ]);
  return {
    ...config,
    cacheDirectory: join(folder, 'tmp', 'jest-cache'),
    detectLeaks: false,
    ...(config.globals['ts-jest'] !== undefined && {
      globals: {
        ...config.globals,
        'ts-jest': forInstrumented('ts-jest', config.globals['ts-jest'] as object),
      },
    }),
    runtime: stubs.runtime,
    // Sources that nothing else transforms.
    transform: [
      ...own,
      ...(sources.length > 0 ? ([[anyOf(sources), stubs.transform, {}]] as ProjectConfig['transform']) : []),
    ],
  };
}

/** Instrumented code does not pass the type-checker, and does not have to. */
function forInstrumented(path: string, options: object): Record<string, unknown> {
  return /[\\/]?ts-jest[\\/]?/.test(path)
    ? { ...options, diagnostics: false, isolatedModules: true }
    : { ...options };
}

function anyOf(paths: string[]): string {
  return `^(?:${paths.map((path) => path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})$`;
}

/** Nothing is written, watched, measured or printed, and no file is left out because another one failed. */
export function globalConfigFor(config: GlobalConfig): GlobalConfig {
  return {
    ...config,
    bail: 0,
    ci: true,
    collectCoverage: false,
    coverageReporters: [],
    detectLeaks: false,
    detectOpenHandles: false,
    errorOnDeprecated: config.errorOnDeprecated ?? false,
    logHeapUsage: false,
    maxWorkers: 1,
    notify: false,
    randomize: false,
    runInBand: true,
    silent: true,
    updateSnapshot: 'none',
    useStderr: false,
    verbose: false,
    watch: false,
    watchAll: false,
  };
}

/** Whether the tests of the project run on what the lab can repeat: jest-runner and jest-circus. */
export function runsTests({ runner }: ProjectConfig): boolean {
  return /[\\/]jest-runner[\\/]/.test(runner) || runner === 'jest-runner';
}

export function isCircus({ testRunner }: ProjectConfig): boolean {
  return /[\\/]jest-circus[\\/]/.test(testRunner) || /^jest-circus/.test(testRunner);
}
