import { expect, test } from 'vitest';
import type { JobRunner } from '../../../src/lab/job-runner.ts';
import type { FileJob, FileRow, Job, JournalLine } from '../../../src/lab/protocol.ts';
import { runMutants } from '../../../src/lab/rounds/run-mutants.ts';
import { cleanRun, runMutant } from '../../helpers/run.ts';

/** In a process of its own a file notices every break, and in one that has run it before none. */
class LeftoverLab implements JobRunner {
  readonly jobs: Job[] = [];

  knowCosts(): void {}

  async run(jobs: Job[], onResult: Parameters<JobRunner['run']>[1]): Promise<void> {
    for (const job of jobs) {
      this.jobs.push(job);
      onResult({ job, lines: linesOf(job) });
    }
  }

  get runsOfBreaks(): number {
    return this.jobs.filter(({ kind }) => kind !== 'dry').length;
  }
}

function linesOf(job: Job): JournalLine[] {
  if (job.kind === 'file') return [rowOf(job)];
  if (job.kind !== 'hot')
    return [{ kind: 'dry-test', test: '0', state: 'pass' }, { kind: 'dry-file' }] as JournalLine[];
  return job.plans.flatMap(({ test: key, mutants }): JournalLine[] => [
    ...mutants.map((at): JournalLine => {
      return { kind: 'pair', test: key, mutant: job.mutants[at]!.id, outcome: 'survived' };
    }),
    { kind: 'plan-done', test: key, pairs: mutants.length },
  ]);
}

function rowOf({ mutant, apart }: FileJob): FileRow {
  const row: FileRow = {
    kind: 'file',
    mutant: mutant.id,
    hit: true,
    killers: [],
    thrown: [],
    timeouts: [],
    complete: true,
  };
  return apart ? { ...row, spoiled: 'not run again', suspects: { tests: ['0'] } } : row;
}

/** One file of one test, which reaches so many breaks; time is over after the first batch. */
async function runWith(lab: LeftoverLab, isLimited: boolean) {
  const run = cleanRun([1]);
  const reach = () => [{ fileIndex: 0, atLoad: false, first: [0], again: [0] }];
  run.mutants = Array.from({ length: 30 }, (_, index) =>
    runMutant(index, { level: 'statement', function: `f${index}` }, reach()),
  );
  let isOver = false;
  const budget = {
    batches: () => [run.mutants],
    msLeft: () => {
      const left = isOver ? 0 : 60_000;
      isOver = true;
      return left;
    },
  };
  await runMutants(lab, run, {
    killers: 'first',
    confirms: true,
    finds: false,
    onHot() {},
    onFiles() {},
    onTest() {},
    twins: [],
    called: new Map(),
    signal: new AbortController().signal,
    ...(isLimited && { budget }),
  });
  return run.mutants;
}

test('a file that turns out to need a process for each break gets none once the time is over', async () => {
  const unlimited = new LeftoverLab();
  const all = await runWith(unlimited, false);
  expect(all.some(({ outOfBudget }) => outOfBudget)).toBe(false);

  const limited = new LeftoverLab();
  const late = await runWith(limited, true);
  expect(late.every(({ outOfBudget }) => outOfBudget)).toBe(true);
  // It was seen that it needs them, and nothing more was run.
  expect(unlimited.runsOfBreaks - limited.runsOfBreaks).toBeGreaterThanOrEqual(all.length);
});
