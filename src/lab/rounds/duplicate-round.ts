import { type Evidence, isFailedInPlace } from '../../model/evidence.ts';
import { itemAt } from '../../model/item-at.ts';
import { isBreak } from '../../model/mutant.ts';
import type { RunMutant, RunTest } from '../../model/run.ts';
import { PairQueue } from '../plan/pair-queue.ts';
import { type HotContext, runPairs } from './hot-rounds.ts';

/** How many pairs of test and break are run to tell copies apart: a share of all pairs, or a minimum. */
const share = 0.02;
const minPairs = 600;

/**
 * Runs tests that may be copies of each other against the breaks that they reach, until one passes and another fails.
 * The rounds have two, four, eight… breaks, because the first breaks tell most of them apart.
 */
export async function duplicateRound(context: HotContext, groups: number[][]): Promise<void> {
  const { run, evidenceStore, signal } = context;
  const breaks = run.mutants.filter(({ mutant }) => isBreak(mutant));
  const met = breaksByTest(breaks, groups.flat());
  let left = Math.max(minPairs, share * pairsIn(breaks));
  let open = groups;
  for (let count = 2; open.length > 0 && !signal.aborted; count *= 2) {
    open = open.flatMap((group) => undistinguished(group, met, context));
    const pairQueues = new Map<number, PairQueue>();
    const going: number[][] = [];
    const planned: Pair[] = [];
    for (const group of open) {
      const pairs = nextPairs(group, count);
      if (pairs.length === 0 || pairs.length > left) continue;
      left -= pairs.length;
      going.push(group);
      planned.push(...pairs);
    }
    for (const { test, mutant } of planned) {
      const pairQueue = pairQueues.get(test.fileIndex) ?? new PairQueue();
      pairQueue.add(test, mutant);
      pairQueues.set(test.fileIndex, pairQueue);
    }
    await runPairs(context, pairQueues, 'every');
    // Even without a result: another round would end the same way.
    for (const { test, mutant } of planned) evidenceStore.tried(mutant.mutant.id, test);
    open = going;
  }

  /** The next pairs without a result. Breaks that one test of the group catches come first. */
  function nextPairs(group: number[], count: number): Pair[] {
    const tests = group.map((index) => itemAt(run.tests, index));
    const unknown = (met.get(group[0]!) ?? []).filter(
      // A similar test would only wait again.
      ({ mutant: { id } }) =>
        !evidenceStore.costly.has(id) && tests.some((test) => !evidenceStore.settled(id, test)),
    );
    const isNoticed = ({ mutant }: RunMutant) =>
      tests.some(({ id }) => evidenceStore.of(mutant.id).kills.has(id));
    const ordered = [...unknown.filter(isNoticed), ...unknown.filter((mutant) => !isNoticed(mutant))];
    return ordered
      .slice(0, count)
      .flatMap((mutant) =>
        tests
          .filter((test) => !evidenceStore.settled(mutant.mutant.id, test))
          .map((test) => ({ test, mutant })),
      );
  }
}

interface Pair {
  test: RunTest;
  mutant: RunMutant;
}

function pairsIn(mutants: RunMutant[]): number {
  return mutants.reduce((sum, { reach }) => sum + reach.reduce((all, { again }) => all + again.length, 0), 0);
}

function breaksByTest(breaks: RunMutant[], tests: number[]): Map<number, RunMutant[]> {
  const met = new Map<number, RunMutant[]>(tests.map((test) => [test, []]));
  for (const mutant of breaks)
    for (const { again } of mutant.reach) for (const test of again) met.get(test)?.push(mutant);
  return met;
}

/** Subgroups that reach the same breaks and have had the same results so far. */
function undistinguished(
  group: number[],
  met: Map<number, RunMutant[]>,
  { run, evidenceStore }: HotContext,
): number[][] {
  const byReach = Map.groupBy(group, (test) => (met.get(test) ?? []).map(({ index }) => index).join(' '));
  const classes = [...byReach.values()].flatMap((tests) => {
    const breaks = met.get(tests[0]!) ?? [];
    const isTold = (a: number, b: number) =>
      breaks.some(({ mutant }) =>
        isToldApart(evidenceStore.of(mutant.id), itemAt(run.tests, a).id, itemAt(run.tests, b).id),
      );
    const found: number[][] = [];
    for (const test of tests) {
      const fitting = found.find((members) => members.every((other) => !isTold(test, other)));
      if (fitting) fitting.push(test);
      else found.push([test]);
    }
    return found;
  });
  return classes.filter((tests) => tests.length > 1);
}

/** One of the tests fails with the break, and the other passes. */
function isToldApart(evidence: Evidence, a: string, b: string): boolean {
  const { passes } = evidence;
  return (isFailedInPlace(evidence, a) && passes.has(b)) || (passes.has(a) && isFailedInPlace(evidence, b));
}
