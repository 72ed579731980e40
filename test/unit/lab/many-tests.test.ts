import { describe, expect, test } from 'vitest';
import type { JobRunner } from '../../../src/lab/job-runner.ts';
import type { HotJob, JournalLine } from '../../../src/lab/protocol.ts';
import { effectivenessRound } from '../../../src/lab/rounds/effectiveness-rounds.ts';
import { EvidenceStore } from '../../../src/lab/rounds/evidence-store.ts';
import { type HotContext, hotRounds } from '../../../src/lab/rounds/hot-rounds.ts';
import type { Reach, RunMutant } from '../../../src/model/run.ts';
import { cleanRun, runMutant } from '../../helpers/run.ts';

/** One file of so many tests, all of which reach every mutant; `kills` says which test notices which. */
function suiteOf(tests: number, mutants: number, kills: (test: number, mutant: number) => boolean) {
  const run = cleanRun([tests]);
  const again = run.tests.map(({ index }) => index);
  const reach: Reach = { fileIndex: 0, atLoad: false, first: again, again };
  run.mutants = Array.from({ length: mutants }, (_, index) => runMutant(index, {}, [reach]));
  const jobs: { mutants: number[]; tests: number; pairs: number }[] = [];
  const lab: JobRunner = {
    knowCosts() {},
    async run(wanted, onResult) {
      for (const job of wanted as HotJob[]) {
        jobs.push({
          mutants: job.mutants.map(({ id }) => Number(id.slice(1))),
          tests: job.plans.length,
          pairs: job.plans.reduce((sum, plan) => sum + plan.mutants.length, 0),
        });
        onResult({ job, lines: linesOf(job, kills) });
      }
    },
  };
  const context: HotContext = {
    lab,
    run,
    evidenceStore: new EvidenceStore(run.mutants, () => 1),
    fileMode: new Map(),
    candidates: (mutant: RunMutant) => mutant.reach,
    onMutants() {},
    signal: new AbortController().signal,
  };
  return { context, jobs };
}

/** As a worker would: the tests one after the other, each against its mutants. */
function linesOf(job: HotJob, kills: (test: number, mutant: number) => boolean): JournalLine[] {
  return job.plans.flatMap(({ test: key, mutants, untilKill }) => {
    const lines: JournalLine[] = [];
    for (const position of mutants) {
      const { id } = job.mutants[position]!;
      const isKilled = kills(Number(key), Number(id.slice(1)));
      lines.push({ kind: 'pair', test: key, mutant: id, outcome: isKilled ? 'killed' : 'survived' });
      if (isKilled && untilKill) break;
    }
    return [...lines, { kind: 'plan-done', test: key, pairs: lines.length }];
  });
}

describe('of tens of thousands of tests in one file', () => {
  test('a mutant meets a few first, then some thousand, and the rest as a whole file', async () => {
    const { context, jobs } = suiteOf(20_000, 2, (test, mutant) => mutant === 0 && test === 3);
    await hotRounds(context);
    expect(jobs).toEqual([
      { mutants: [0, 1], tests: 250, pairs: 500 },
      { mutants: [1], tests: 1_750, pairs: 1_750 },
    ]);
    expect(context.evidenceStore.killed('m0')).toBe(true);
    expect(context.fileMode.get('m1')).toEqual(new Set([0]));
  });

  test('of some hundred it meets all at once, and none is left', async () => {
    const { context, jobs } = suiteOf(900, 1, () => false);
    await hotRounds(context);
    expect(jobs).toEqual([{ mutants: [0], tests: 900, pairs: 900 }]);
    expect(context.fileMode.size).toBe(0);
  });

  test('each meets a few of what others noticed first, and only those that notice none of it meet all', async () => {
    const useless = 7;
    const { context, jobs } = suiteOf(4_000, 300, (test) => test !== useless);
    for (const { mutant } of context.run.mutants) context.evidenceStore.of(mutant.id).kills.set('t0', {});
    await effectivenessRound(context);
    expect(jobs.map(({ tests }) => tests)).toEqual([3_999, 1]);
    expect(jobs[0]!.pairs).toBe(3_999 * 12);
    expect(jobs[1]!.pairs).toBe(300 - 12);
  });
});
