import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strykerMutators } from '../src/instrument/stryker.ts';
import type { Audit, AuditedMutant, MutantStatus, PhaseTiming } from '../src/model/audit.ts';
import type { Outcome, ToolMutant } from './compare.ts';
import { type Cost, measure } from './measure.ts';
import { fromRoot } from './repository.ts';

/** A mutant with what it takes to make the break by hand. */
export interface RealcovMutant extends ToolMutant {
  id: string;
  original: string;
}

export interface RealcovRun {
  cost: Cost;
  /** What was run, for whoever repeats it. */
  command: string;
  mutants: RealcovMutant[];
  timings: PhaseTiming[];
  tests: number;
  vitest: string;
}

export interface RealcovOptions {
  root: string;
  paths: string[];
  concurrency: number;
  /** Name of a configuration of Vitest in the root, if not the usual one. */
  vitestConfig: string | undefined;
}

/** The built command line, as users have it. */
export const cli = fromRoot('dist', 'src', 'cli.js');

/** Audits with Stryker's mutators only. */
export async function runRealcov(options: RealcovOptions): Promise<RealcovRun> {
  const { cost, command, audit } = await auditProject(options, ['--mutators', strykerMutators.join(',')]);
  return {
    cost,
    command,
    mutants: audit.mutants.map(toToolMutant),
    timings: audit.timings,
    tests: audit.tests.length,
    vitest: audit.project.runner?.version ?? '',
  };
}

/**
 * Runs the built command line.
 * @param wanted more arguments
 * @throws Error with what realcov printed, if it gave no result
 */
export async function auditProject(
  { root, paths, concurrency, vitestConfig }: RealcovOptions,
  wanted: string[],
): Promise<{ cost: Cost; command: string; audit: Audit }> {
  const folder = mkdtempSync(join(tmpdir(), 'realcov-bench-out-'));
  const config = join(folder, 'stryker.conf.json');
  const args = [
    'audit',
    ...paths,
    ...wanted,
    ...['--concurrency', String(concurrency)],
    ...['--max-unproven', '100'],
    ...['--reporters', 'json', '--quiet'],
  ];
  try {
    // A configuration of its own, so that the project's does not set the two tools apart.
    writeFileSync(config, JSON.stringify(vitestConfig ? { vitest: { configFile: vitestConfig } } : {}));
    const { cost, code, output } = await measure([cli, ...args, '--out-dir', folder, '--config', config], {
      cwd: root,
    });
    // Where paths or mutators are given, the audit is of a part.
    const report = [join(folder, 'part', 'audit.json'), join(folder, 'audit.json')].find((file) =>
      existsSync(file),
    );
    if (report === undefined) throw new Error(`realcov ends with ${code}:\n${output}`);
    const audit = JSON.parse(readFileSync(report, 'utf8')) as Audit;
    if (!audit.complete) throw new Error(`realcov did not come to its end:\n${output}`);
    return { cost, command: `realcov ${args.join(' ')}`, audit };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const outcomes: Record<MutantStatus, Outcome> = {
  killed: 'noticed',
  timeout: 'noticed',
  survived: 'unnoticed',
  'no-coverage': 'unnoticed',
  'type-error': 'unnoticed',
  accepted: 'unnoticed',
  unproven: 'unclear',
  'out-of-budget': 'unclear',
  invalid: 'unclear',
  ignored: 'ignored',
};

function toToolMutant(mutant: AuditedMutant): RealcovMutant {
  const { id, file, location, mutator, original, replacement, status, reason } = mutant;
  const note = reason ?? (mutant.wallClock ? 'by the wall clock' : undefined);
  return {
    ...{ id, file, location, mutator, original, replacement, status },
    outcome: outcomes[status],
    ...(note !== undefined && { note }),
  };
}
