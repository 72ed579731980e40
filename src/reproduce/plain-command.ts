import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { jestArguments, readJestArguments } from '../model/jest-arguments.ts';
import { mochaArguments } from '../model/mocha-arguments.ts';
import { nodeTestArguments, nodeTestReporter } from '../model/node-test-reporter.ts';
import type { TestRunner } from '../model/runner.ts';
import { type RunnerSettings, vitestArguments } from '../model/runner-settings.ts';
import { writeMochaReporter } from './mocha-reporter.ts';

/** The project's own test runner, for a run without realcov. */
export interface PlainRunner extends Pick<TestRunner, 'name'> {
  /** Folder of its package. */
  folder: string;
  /** What it is started with, beyond its own configuration. */
  settings?: RunnerSettings | undefined;
}

/** Which tests run. Paths are relative to the root. */
export type Scope =
  | { files: string[] }
  /** All that import the source, directly or not. */
  | { relatedTo: string };

/** The arguments of Node for a run whose results are written to `report`, as JSON in the form of Jest's. */
export function plainCommand(
  { name, folder, settings = {} }: PlainRunner,
  scope: Scope,
  output: Output,
): string[] {
  return commands[name](folder, settings, scope, output);
}

interface Output {
  /** Path of the JSON file that is written. */
  report: string;
  /** Stop after the first failure, where the runner still writes a report then. */
  bail: boolean;
}

type PlainCommand = (folder: string, settings: RunnerSettings, scope: Scope, output: Output) => string[];

const commands: Record<TestRunner['name'], PlainCommand> = {
  vitest,
  jest,
  mocha,
  'node-test': nodeTest,
};

/** It cannot tell which tests import a source: then all run. */
function nodeTest(_: string, settings: RunnerSettings, scope: Scope, { report }: Output): string[] {
  const words = nodeTestArguments(settings.arguments ?? []);
  const reporter = join(dirname(report), 'node-test-reporter.mjs');
  writeFileSync(reporter, nodeTestReporter);
  return [
    '--test',
    `--test-reporter=${reporter}`,
    '--test-reporter-destination=stdout',
    ...('files' in scope ? [...words.filter((word) => word.startsWith('-')), ...scope.files] : words),
  ];
}

/** Mocha loads all files in one process, as they may need each other: its reporter then leaves out tests. */
function mocha(folder: string, settings: RunnerSettings, _: Scope, { report, bail }: Output): string[] {
  const { configFile, testTimeout, retry } = settings;
  return [
    join(folder, 'bin', 'mocha.js'),
    ...mochaArguments(settings.arguments ?? []),
    ...(configFile === undefined ? [] : [`--config=${configFile}`]),
    ...(testTimeout === undefined ? [] : [`--timeout=${testTimeout}`]),
    ...(retry === undefined ? [] : [`--retries=${retry}`]),
    ...['--no-parallel', '--no-watch', bail ? '--bail' : '--no-bail'],
    `--reporter=${writeMochaReporter(dirname(report))}`,
  ];
}

/** Coverage and type tests are off, because they show nothing about a break. */
function vitest(folder: string, settings: RunnerSettings, scope: Scope, { report, bail }: Output): string[] {
  return [
    join(folder, 'vitest.mjs'),
    ...('files' in scope ? ['run', ...scope.files] : ['related', scope.relatedTo, '--run']),
    ...(bail ? ['--bail=1'] : []),
    ...vitestArguments(settings),
    ...['--coverage.enabled=false', '--typecheck.enabled=false'],
    ...['--reporter=json', `--outputFile=${report}`],
  ];
}

/** Jest ends without a report where it stops after the first failure. Its cache must not hold what is broken on purpose. */
function jest(folder: string, settings: RunnerSettings, scope: Scope, { report }: Output): string[] {
  const { configFile, environment, testTimeout } = settings;
  const { options } = readJestArguments(settings.arguments ?? []);
  const { testPathPattern: _, testPathPatterns: __, ...kept } = options;
  return [
    join(folder, 'bin', 'jest.js'),
    ...('files' in scope
      ? ['--runTestsByPath', ...scope.files]
      : ['--findRelatedTests', scope.relatedTo, '--passWithNoTests']),
    ...jestArguments({ options: kept, patterns: [] }),
    ...(configFile === undefined ? [] : [`--config=${configFile}`]),
    ...(environment === undefined ? [] : [`--env=${environment}`]),
    ...(testTimeout === undefined ? [] : [`--testTimeout=${testTimeout}`]),
    ...['--ci', '--coverage=false', '--watchAll=false', '--bail=0'],
    `--cacheDirectory=${join(report, '..', 'tmp', 'jest-cache')}`,
    ...['--json', `--outputFile=${report}`],
  ];
}
