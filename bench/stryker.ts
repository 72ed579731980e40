import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { schema } from '@stryker-mutator/api/core';
import type { PlainRunner } from '../src/reproduce/plain-command.ts';
import type { Outcome, ToolMutant } from './compare.ts';
import { type Cost, measure } from './measure.ts';
import { variablesFor } from './project-runner.ts';

export interface StrykerRun {
  cost: Cost;
  command: string;
  mutants: ToolMutant[];
  tests: number;
}

export interface StrykerOptions {
  root: string;
  /** What to mutate, relative to the root. */
  files: string[];
  concurrency: number;
  vitestConfig: string | undefined;
  runner: PlainRunner;
  /** More settings of StrykerJS. */
  settings: object;
}

/**
 * Runs StrykerJS with the settings of the comparison; everything else is its default.
 * @throws Error with what it printed, if it gave no result
 */
export async function runStryker({
  root,
  files,
  concurrency,
  vitestConfig,
  runner,
  settings: more,
}: StrykerOptions): Promise<StrykerRun> {
  const folder = mkdtempSync(join(tmpdir(), 'realcov-bench-out-'));
  const report = join(folder, 'mutation.json');
  const config = join(folder, 'stryker.conf.json');
  const settings = {
    mutate: files.map(escapeGlob),
    testRunner: runner.name,
    // Named by its path: the project need not have it installed, and lends it its own Vitest.
    plugins: [fileURLToPath(import.meta.resolve(pluginOf(runner)))],
    // The project is a copy already; and its own copying needs an older TypeScript than ours.
    inPlace: true,
    coverageAnalysis: 'perTest',
    concurrency,
    ignoreStatic: false,
    incremental: false,
    reporters: ['json'],
    jsonReporter: { fileName: report },
    ...(vitestConfig && { vitest: { configFile: vitestConfig } }),
    ...more,
  };
  try {
    writeFileSync(config, JSON.stringify(settings));
    const core = dirname(fileURLToPath(import.meta.resolve('@stryker-mutator/core/package.json')));
    const bin = join(core, 'bin', 'stryker.js');
    const { cost, code, output } = await measure([bin, 'run', config], {
      cwd: root,
      env: variablesFor(runner),
    });
    if (code !== 0) throw new Error(`StrykerJS ends with ${code}:\n${output}`);
    return {
      cost,
      command: `stryker run, with ${JSON.stringify({ ...shown(settings), plugins: [pluginOf(runner)] })}`,
      ...read(report),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The settings without paths of this machine. */
function shown(settings: object): object {
  return { ...settings, jsonReporter: undefined };
}

function pluginOf({ name }: PlainRunner): string {
  return `@stryker-mutator/${name}-runner`;
}

function escapeGlob(path: string): string {
  return path.replace(/[\\*?[\]{}()!+@|]/g, '\\$&');
}

function read(file: string): Pick<StrykerRun, 'mutants' | 'tests'> {
  const report = JSON.parse(readFileSync(file, 'utf8')) as schema.MutationTestResult;
  const mutants = Object.entries(report.files).flatMap(([file, { mutants }]) =>
    mutants.map((mutant) => toToolMutant(file, mutant)),
  );
  const tests = Object.values(report.testFiles ?? {}).reduce((total, { tests }) => total + tests.length, 0);
  return { mutants, tests };
}

const outcomes: Record<schema.MutantStatus, Outcome> = {
  Killed: 'noticed',
  Timeout: 'noticed',
  Survived: 'unnoticed',
  NoCoverage: 'unnoticed',
  RuntimeError: 'unclear',
  CompileError: 'unclear',
  Pending: 'unclear',
  Ignored: 'ignored',
};

function toToolMutant(file: string, mutant: schema.MutantResult): ToolMutant {
  const { location, mutatorName, replacement = '', status, statusReason, coveredBy } = mutant;
  const notes = [
    mutant.static ? 'static' : '',
    coveredBy ? `covered by ${coveredBy.length}` : '',
    status === 'Killed' ? '' : (statusReason?.split('\n')[0] ?? ''),
  ].filter((note) => note !== '');
  return {
    ...{ file, location, mutator: mutatorName, replacement, status },
    outcome: outcomes[status],
    ...(notes.length > 0 && { note: notes.join(', ') }),
  };
}
