import { at } from '../../model/at.ts';
import { isFailedInPlace, killsOf } from '../../model/evidence.ts';
import { isBreak } from '../../model/mutant.ts';
import type { RunMutant } from '../../model/run.ts';
import { PairQueue } from '../plan/pair-queue.ts';
import { type HotContext, type Kills, runPairs } from './hot-rounds.ts';

/** Every test that has not killed anything yet meets killed mutants until it does: its worth for the report. */
export function effectivenessRound(context: HotContext): Promise<void> {
  const { evidenceStore } = context;
  return runUseless(context, ({ mutant }) => isBreak(mutant) && evidenceStore.killed(mutant.id), 'first');
}

/**
 * Every test that has killed nothing meets what it runs as it throws at once: does it lose that too? The others meet the
 * functions that they call themselves.
 * @param called mutants by index of the test
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
    const test = at(run.tests, index);
    // One that it passed with before was not asked what it asserts.
    const open = mutants
      .map((each) => at(run.mutants, each))
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
  // What replaces a whole function is what most tests notice.
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
/** How many mutants a test meets first where there are more: nearly every test notices one of them. */
const few = 12;

/** @param most how many mutants each test meets */
function queuesOfUseless(context: HotContext, mutants: RunMutant[], most: number): Map<number, PairQueue> {
  const { run, evidenceStore } = context;
  const useful = usefulTests(context);
  const met = new Map<number, number>();
  const pairQueues = new Map<number, PairQueue>();
  for (const mutant of mutants) {
    for (const { fileIndex, again } of mutant.reach) {
      for (const index of again) {
        const test = at(run.tests, index);
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
