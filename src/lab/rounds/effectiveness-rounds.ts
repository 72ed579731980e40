import { isFailedInPlace, killsOf } from '../../model/evidence.ts';
import { itemAt } from '../../model/item-at.ts';
import { isBreak } from '../../model/mutant.ts';
import type { RunMutant } from '../../model/run.ts';
import { PairQueue } from '../plan/pair-queue.ts';
import { type HotContext, type Kills, runPairs } from './hot-rounds.ts';

/** Runs every test that has killed nothing yet against killed mutants, until it kills one. */
export function effectivenessRound(context: HotContext): Promise<void> {
  const { evidenceStore } = context;
  return runUseless(context, ({ mutant }) => isBreak(mutant) && evidenceStore.killed(mutant.id), 'first');
}

/**
 * Runs every test that has killed nothing against probes, which make a function throw at once: does it miss that too?
 * Other tests are run only against probes of functions that they call themselves.
 * @param called indices of these probes, by index of the test
 */
export async function probeRound(
  context: HotContext,
  called: ReadonlyMap<number, readonly number[]>,
): Promise<void> {
  const probing = { ...context, followsAssertions: true };
  await runUseless(probing, isProbe, 'every');
  const { run, evidenceStore, signal } = context;
  const pairQueues = new Map<number, PairQueue>();
  for (const [index, mutants] of called) {
    const test = itemAt(run.tests, index);
    // If the test passed before, its assertions were not followed yet.
    const open = mutants
      .map((each) => itemAt(run.mutants, each))
      .filter(({ mutant }) => {
        const evidence = evidenceStore.of(mutant.id);
        return !isFailedInPlace(evidence, test.id) && !evidence.lost.has(test.id);
      });
    const pairQueue = pairQueues.get(test.fileIndex) ?? new PairQueue();
    for (const mutant of open) pairQueue.add(test, mutant);
    if (pairQueue.size > 0) pairQueues.set(test.fileIndex, pairQueue);
  }
  if (pairQueues.size > 0 && !signal.aborted) await runPairs(probing, pairQueues, 'every');
}

async function runUseless(
  context: HotContext,
  wanted: (mutant: RunMutant) => boolean,
  kills: Kills,
): Promise<void> {
  const { run, signal } = context;
  // Most tests catch mutants that replace a whole function.
  const level = ({ mutant }: RunMutant) => (mutant.level === 'function' ? 0 : 1);
  const mutants = run.mutants.filter(wanted).sort((a, b) => level(a) - level(b));
  const all = mutants.reduce(
    (sum, { reach }) => sum + reach.reduce((own, { again }) => own + again.length, 0),
    0,
  );
  const steps =
    kills === 'first' && all > maxPlannedPairs ? [few, Number.POSITIVE_INFINITY] : [Number.POSITIVE_INFINITY];
  for (const step of steps) {
    if (signal.aborted) return;
    await runPairs(context, queuesOfUseless(context, mutants, step), kills);
  }
}

/** Pairs of tests and mutants that are planned at once. */
const maxPlannedPairs = 1_000_000;
/** Size of the first step when there are too many pairs. Nearly every test kills one of so many mutants. */
const few = 12;

/** @param most mutants for each test */
function queuesOfUseless(context: HotContext, mutants: RunMutant[], most: number): Map<number, PairQueue> {
  const { run, evidenceStore } = context;
  const useful = usefulTests(context);
  const met = new Map<number, number>();
  const pairQueues = new Map<number, PairQueue>();
  for (const mutant of mutants) {
    for (const { fileIndex, again } of mutant.reach) {
      for (const index of again) {
        const test = itemAt(run.tests, index);
        const count = met.get(index) ?? 0;
        if (count >= most || useful.has(test.id) || evidenceStore.settled(mutant.mutant.id, test)) continue;
        met.set(index, count + 1);
        const pairQueue = pairQueues.get(fileIndex) ?? new PairQueue();
        pairQueue.add(test, mutant);
        pairQueues.set(fileIndex, pairQueue);
      }
    }
  }
  return pairQueues;
}

function isProbe({ mutant }: RunMutant): boolean {
  return mutant.level === 'probe';
}

/** Ids of tests that have killed something by what they assert, probes aside. */
function usefulTests({ run, evidenceStore }: HotContext): Set<string> {
  const useful = new Set<string>();
  for (const { mutant } of run.mutants) {
    if (!isBreak(mutant)) continue;
    for (const [test, { thrown }] of killsOf(evidenceStore.of(mutant.id))) if (!thrown) useful.add(test);
  }
  return useful;
}
