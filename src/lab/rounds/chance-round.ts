import { isTimedOut, killsOf } from '../../model/evidence.ts';
import { itemAt } from '../../model/item-at.ts';
import { isBreak } from '../../model/mutant.ts';
import type { CleanRun, RunMutant, RunTest } from '../../model/run.ts';
import type { JobRunner } from '../job-runner.ts';
import { hotJob } from '../plan/jobs.ts';
import type { HotJob, TestPlan } from '../protocol.ts';
import type { EvidenceStore } from './evidence-store.ts';

interface ChanceContext {
  lab: JobRunner;
  run: CleanRun;
  evidenceStore: EvidenceStore;
  signal: AbortSignal;
}

/** Each verdict is tried with this many other random draws; with more if the tests are fast. */
const minDraws = 2;
const maxDraws = 24;
const maxTotalMs = 20_000;
/** A faster test or file counts as this slow, so that a busy machine does not change how many draws are tried. */
const minTestMs = 5;
const fastTestMs = 100;
const minLoadMs = 100;
const fastLoadMs = 1_500;
/** Limits of one draw: pairs of test and mutant, and milliseconds in all. */
const maxPairs = 2_000;
const maxMs = 5_000;
/** How many survivors are tried on a test that has killed nothing. */
const maxOfUseless = 12;

/**
 * During an audit, random numbers are always the same. Here the tests that decide a verdict run once more in place with
 * other random numbers. A different result shows that the verdict depends on chance. No verdict changes.
 */
export async function chanceRound(context: ChanceContext): Promise<void> {
  const { lab, run, evidenceStore, signal } = context;
  const drawing = new Set(run.tests.filter(({ draws }) => draws).map(({ index }) => index));
  if (drawing.size === 0 || signal.aborted) return;
  const asked = affordable(pairsToAsk(context, drawing));
  const jobs = drawsFor(run, asked).flatMap((draws) => jobsFor(run, asked, draws));
  const keys = new Map(asked.map(({ test }) => [`${test.fileIndex}\n${test.key}`, test]));
  const fileOf = new Map(jobs.map(({ job, fileIndex }) => [job, fileIndex]));
  await lab.run([...fileOf.keys()], ({ job, lines }) => {
    for (const line of lines) {
      const test = line.kind === 'pair' && keys.get(`${fileOf.get(job as HotJob)}\n${line.test}`);
      if (!test || line.kind !== 'pair') continue;
      if (line.outcome === 'killed') evidenceStore.add(line.mutant, { killsOtherwise: new Set([test.id]) });
      if (line.outcome === 'survived')
        evidenceStore.add(line.mutant, { missesOtherwise: new Set([test.id]) });
    }
    // A pair without a result stays unknown.
    return undefined;
  });
}

interface Pair {
  test: RunTest;
  mutant: RunMutant;
}

/** Pairs that decide a verdict, or that decide whether a test catches anything. */
function pairsToAsk({ run, evidenceStore }: ChanceContext, drawing: ReadonlySet<number>): Pair[] {
  const killed = new Map(run.mutants.map((each) => [each, killsOf(evidenceStore.of(each.mutant.id))]));
  const useful = new Set([...killed.values()].flatMap((kills) => [...kills.keys()]));
  const drawingIds = new Set([...drawing].map((test) => itemAt(run.tests, test).id));
  const tried = new Map<number, number>();
  const isTried = (test: number) => {
    const count = tried.get(test) ?? 0;
    tried.set(test, count + 1);
    return count < maxOfUseless;
  };
  return (
    run.mutants
      // A test that waits would end the worker, and the other draws with it.
      .filter(({ mutant }) => isBreak(mutant) && !evidenceStore.costly.has(mutant.id))
      .flatMap((mutant) => {
        const killers = killed.get(mutant)!;
        const isOpen = killers.size === 0 && !isTimedOut(evidenceStore.of(mutant.mutant.id));
        const rests = killers.size > 0 && [...killers.keys()].every((test) => drawingIds.has(test));
        const isAsked = ({ id, index }: RunTest) =>
          isOpen || (rests && killers.has(id)) || (!useful.has(id) && isTried(index));
        return mutant.reach
          .flatMap(({ again }) => again)
          .filter((test) => drawing.has(test))
          .map((test) => itemAt(run.tests, test))
          .filter(isAsked)
          .map((test) => ({ test, mutant }));
      })
  );
}

function affordable(pairs: Pair[]): Pair[] {
  let ms = 0;
  return pairs.slice(0, maxPairs).filter(({ test }) => {
    ms += pairCost(test);
    return ms <= maxMs;
  });
}

/** What a test costs with one break: a broken and a clean turn, in milliseconds. */
function pairCost({ ms }: RunTest): number {
  return 2 * coarse(ms, minTestMs, fastTestMs);
}

/** `least` for all that is fast, otherwise the next power of two: times differ from run to run, verdicts must not. */
function coarse(ms: number, least: number, fast: number): number {
  return ms <= fast ? least : 2 ** Math.ceil(Math.log2(ms));
}

/** Seeds other than the usual one. */
function drawsFor({ files }: CleanRun, pairs: Pair[]): number[] {
  const loads = [...new Set(pairs.map(({ test }) => test.fileIndex))];
  const ms =
    loads.reduce((sum, index) => sum + coarse(itemAt(files, index).ms, minLoadMs, fastLoadMs), 0) +
    pairs.reduce((sum, { test }) => sum + pairCost(test), 0);
  const count = Math.max(minDraws, Math.min(maxDraws, Math.floor(maxTotalMs / ms)));
  return Array.from({ length: count }, (_, index) => index + 1);
}

function jobsFor(run: CleanRun, pairs: Pair[], draws: number): { job: HotJob; fileIndex: number }[] {
  return [...Map.groupBy(pairs, ({ test }) => test.fileIndex)].map(([fileIndex, own]) => {
    const mutants = [...new Set(own.map(({ mutant }) => mutant))];
    const positions = new Map(mutants.map((mutant, position) => [mutant, position]));
    const plans = [...Map.groupBy(own, ({ test }) => test)].map(
      ([{ key, ms, steps }, met]): TestPlan => ({
        test: key,
        mutants: met.map(({ mutant }) => positions.get(mutant)!),
        ms,
        steps,
        untilKill: false,
      }),
    );
    return {
      job: { ...hotJob(itemAt(run.files, fileIndex), mutants, plans, {}, false, false), draws },
      fileIndex,
    };
  });
}
