import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyMutant } from '../src/model/apply.ts';
import { vitestArguments } from '../src/model/runner-settings.ts';
import type { PlainRunner } from '../src/reproduce/plain-command.ts';
import { copyProject } from '../src/reproduce/project-copy.ts';
import { TruthFinder } from '../src/reproduce/truth.ts';
import { type Comparison, compare, type Match, tally } from './compare.ts';
import { type Difference, explain, standingOf, truthText } from './differences.ts';
import { type Cost, measure } from './measure.ts';
import { runnerOf, variablesFor } from './project-runner.ts';
import { type RealcovMutant, type RealcovRun, runRealcov } from './realcov.ts';
import { runStryker, type StrykerRun } from './stryker.ts';
import { chooseTests } from './vitest-config.ts';

export interface SideBySideOptions {
  project: string;
  paths: string[];
  tests: string[];
  excludeTests: string[];
  concurrency: number;
  maxTruths: number;
  /** More settings of StrykerJS. */
  stryker: object;
}

export interface SideBySide {
  vitest: string;
  /** Of the whole suite, once, by plain Vitest. */
  suite: Cost;
  realcov: Omit<RealcovRun, 'mutants' | 'vitest'> & { mutants: number };
  stryker: Omit<StrykerRun, 'mutants'> & { mutants: number };
  matched: number;
  agreed: number;
  /** How often each pair of verdicts came up, realcov's first. */
  verdicts: Record<string, number>;
  onlyRealcov: string[];
  onlyStryker: string[];
  differences: Difference[];
}

/** Runs both tools on a copy of the project, one after the other, and has plain Vitest decide where they differ. */
export async function sideBySide(
  options: SideBySideOptions,
  say: (line: string) => void,
): Promise<SideBySide> {
  const { concurrency, maxTruths, paths } = options;
  const copy = copyProject(options.project);
  try {
    const { root } = copy;
    const runner = runnerOf(root);
    const vitestConfig = runner.name === 'vitest' ? chooseTests(root, options) : undefined;
    const setting = { root, concurrency, vitestConfig };
    say('the plain suite, once');
    const suite = await runSuite(root, {
      ...runner,
      ...(vitestConfig && { settings: { configFile: vitestConfig } }),
    });
    say('realcov');
    const realcov = await runRealcov({ ...setting, paths });
    const files = [...new Set(realcov.mutants.map(({ file }) => file))];
    say(`StrykerJS, on the same ${files.length} files`);
    const stryker = await runStryker({ ...setting, files, runner, settings: options.stryker });
    const comparison = compare(realcov.mutants, stryker.mutants);
    say(
      `the plain suite, on ${Math.min(comparison.differing.length, maxTruths)} mutants with different verdicts`,
    );
    const differences = await decide(comparison, truthsOf(root, vitestConfig, runner), root, maxTruths);
    return { vitest: realcov.vitest, suite, ...summary(realcov, stryker, comparison), differences };
  } finally {
    copy.remove();
  }
}

function truthsOf(root: string, vitestConfig: string | undefined, runner: PlainRunner): TruthFinder {
  const settings = vitestConfig === undefined ? runner.settings : { configFile: vitestConfig };
  return new TruthFinder({ root, runner: { ...runner, settings }, bail: true });
}

/** It also fills the caches that both tools then find. */
async function runSuite(root: string, runner: PlainRunner): Promise<Cost> {
  const { folder, name, settings = {} } = runner;
  const command =
    name === 'jest'
      ? [join(folder, 'bin', 'jest.js'), ...(settings.arguments ?? [])]
      : [join(folder, 'vitest.mjs'), 'run', ...vitestArguments(settings)];
  const { cost, code, output } = await measure(command, { cwd: root, env: variablesFor(runner) });
  if (code !== 0) throw new Error(`the suite fails without any break:\n${output}`);
  return cost;
}

function summary(
  { vitest, ...realcov }: RealcovRun,
  stryker: StrykerRun,
  { agreed, differing, onlyRealcov, onlyStryker }: Comparison,
): Omit<SideBySide, 'vitest' | 'suite' | 'differences'> {
  return {
    realcov: { ...realcov, mutants: realcov.mutants.length },
    stryker: { ...stryker, mutants: stryker.mutants.length },
    matched: agreed.length + differing.length,
    agreed: agreed.length,
    verdicts: tally([...agreed, ...differing]),
    onlyRealcov: onlyRealcov.map(describe),
    onlyStryker: onlyStryker.map(describe),
  };
}

async function decide(
  { differing }: Comparison<RealcovMutant>,
  truths: TruthFinder,
  root: string,
  maxTruths: number,
): Promise<Difference[]> {
  const differences: Difference[] = [];
  for (const match of differing) {
    const { realcov, stryker } = match;
    const source = readFileSync(join(root, realcov.file), 'utf8');
    const truth =
      differences.length < maxTruths
        ? await truths.of({ file: realcov.file, broken: applyMutant(source, realcov) })
        : undefined;
    differences.push({
      ...shown(match),
      ...(truth && { truth: truthText(truth) }),
      standing: {
        realcov: standingOf(realcov.outcome, truth),
        stryker: standingOf(stryker.outcome, truth),
      },
      explanation: explain(match, truth),
    });
  }
  return differences;
}

function shown({ realcov, stryker }: Match<RealcovMutant>) {
  const { id, file, location, mutator, original, replacement } = realcov;
  const said = ({ status, note }: { status: string; note?: string }) =>
    note ? `${status} (${note})` : status;
  const at = `${file}:${location.start.line}:${location.start.column}`;
  return { id, at, mutator, original, replacement, realcov: said(realcov), stryker: said(stryker) };
}

function describe({ file, location, mutator, replacement, status }: Match['stryker']): string {
  return `${file}:${location.start.line}:${location.start.column} ${mutator} → ${replacement} (${status})`;
}
