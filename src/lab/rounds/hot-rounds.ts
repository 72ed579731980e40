import { itemAt } from '../../model/item-at.ts';
import type { CleanRun, Reach, RunFile, RunMutant } from '../../model/run.ts';
import type { JobResult, JobRunner } from '../job-runner.ts';
import { hotJob } from '../plan/jobs.ts';
import { PairQueue } from '../plan/pair-queue.ts';
import { markForFileMode, testBatches } from '../plan/test-batches.ts';
import type { HotJob, Job, TestPlan } from '../protocol.ts';
import { HotResultReader, type ResultContext, RoundErrors } from './hot-result-reader.ts';

export interface HotContext extends ResultContext {
  lab: JobRunner;
  run: CleanRun;
  /** The files that reach a mutant, in the order in which they are tried. */
  candidates(mutant: RunMutant): Reach[];
  onMutants(settled: number): void;
  /** Also check whether a passing test makes the same assertions as without the mutant. */
  followsAssertions?: boolean;
  signal: AbortSignal;
}

/**
 * Runs every open mutant in its test files, in rounds of one, one, two, four… files. All workers wait at the end of a
 * round. So the plan decides which test kills, and not the speed of a worker.
 */
export async function hotRounds(context: HotContext, mutants = context.run.mutants): Promise<void> {
  const { run, evidenceStore, candidates, onMutants, signal } = context;
  const queues = mutants.map((mutant) => ({ mutant, files: testBatches(candidates(mutant), run) }));
  markForFileMode(run, context.fileMode);
  for (let from = 0, count = 1; !signal.aborted; from += count, count = from) {
    const pairQueues = new Map<number, PairQueue>();
    const open = queues.filter(
      ({ mutant, files }) => files.length > from && evidenceStore.wanted(mutant) > 0,
    );
    if (open.length === 0) break;
    for (const { mutant, files } of open) {
      for (const { fileIndex, tests } of files.slice(from, from + count)) {
        const pairQueue = pairQueues.get(fileIndex) ?? new PairQueue();
        for (const test of tests) pairQueue.add(test, mutant);
        pairQueues.set(fileIndex, pairQueue);
      }
    }
    const before = queues.length - open.length;
    const ended = new Set<string>();
    await runPairs(context, pairQueues, 'wanted', ({ lines }) => {
      for (const line of lines)
        if (line.kind === 'pair' && evidenceStore.wanted(evidenceStore.mutant(line.mutant)) === 0)
          ended.add(line.mutant);
      onMutants(before + ended.size);
    });
    onMutants(
      queues.filter(({ mutant, files }) => files.length <= from + count || evidenceStore.wanted(mutant) === 0)
        .length,
    );
  }
}

/** The rest of one queue, and its results so far. */
interface Part {
  file: RunFile;
  pairQueue: PairQueue;
  /** How many killers of a mutant are still wanted; parts of the same round do not know of each other. */
  wanted: Map<RunMutant, number>;
  jobs: number;
}

/** Which kills are looked for: as many as each mutant needs, the first of each test, or all. */
export type Kills = 'wanted' | 'first' | 'every';

/**
 * Runs the queues. The pairs that a job did not finish go into another job, until none is left. Mutants with which a test
 * has waited in an earlier round are left to file mode: other tests would mostly wait as well.
 */
export async function runPairs(
  context: HotContext,
  pairQueues: Map<number, PairQueue>,
  kills: Kills,
  onResult: (result: JobResult) => void = () => {},
): Promise<void> {
  const roundErrors = new RoundErrors();
  leaveOutCostly(context, pairQueues);
  const untilKill = kills === 'first';
  const wanted = (pairQueue: PairQueue) =>
    kills === 'wanted' ? wantedOf(context, pairQueue) : new Map<RunMutant, number>();
  const parts = [...pairQueues].flatMap(([fileIndex, pairQueue]): Part[] => {
    if (pairQueue.size === 0) return [];
    const file = itemAt(context.run.files, fileIndex);
    return untilKill
      ? [{ file, pairQueue, wanted: new Map(), jobs: 0 }]
      : pairQueue.split().map((part) => ({ file, pairQueue: part, wanted: wanted(part), jobs: 0 }));
  });
  const byJob = new Map<Job, Part>();
  const jobOf = (part: Part) => {
    const job = planFile(part, untilKill, roundErrors, context.followsAssertions === true);
    byJob.set(job, part);
    part.jobs++;
    return job;
  };
  // Long jobs first, so that no worker is still busy with one while the others wait.
  const longFirst = [...parts].sort((a, b) => costOf(b) - costOf(a));
  await context.lab.run(longFirst.map(jobOf), (result) => {
    const part = byJob.get(result.job);
    if (!part) return undefined;
    new HotResultReader(context, part.file, part.pairQueue, roundErrors).read(result);
    recordResults(part, result);
    onResult(result);
    const isOpen = !untilKill || result.cut || (part.jobs === 1 && result.died === 'ended');
    return isOpen && part.pairQueue.size > 0 ? jobOf(part) : undefined;
  });
}

function leaveOutCostly({ evidenceStore, fileMode }: HotContext, pairQueues: Map<number, PairQueue>): void {
  for (const id of evidenceStore.costly)
    for (const [file, pairQueue] of pairQueues)
      if (pairQueue.forget(evidenceStore.mutant(id)))
        fileMode.set(id, (fileMode.get(id) ?? new Set()).add(file));
}

function wantedOf({ evidenceStore }: HotContext, pairQueue: PairQueue): Map<RunMutant, number> {
  const wanted = new Map<RunMutant, number>();
  for (const [, mutants] of pairQueue.entries()) {
    for (const mutant of mutants) {
      const left = evidenceStore.wanted(mutant);
      if (Number.isFinite(left)) wanted.set(mutant, left);
    }
  }
  return wanted;
}

/** An estimate in milliseconds: one clean load, and for each pair a turn with the mutant and a clean one. */
function costOf({ file, pairQueue }: Part): number {
  let ms = file.ms;
  for (const [test, mutants] of pairQueue.entries()) ms += 2 * test.ms * mutants.length;
  return ms;
}

/** Removes the mutants that need no more results from the rest of the part. */
function recordResults(part: Part, { lines }: JobResult): void {
  const mutants = new Map([...part.wanted.keys()].map((mutant) => [mutant.mutant.id, mutant]));
  for (const line of lines) {
    const mutant = line.kind === 'pair' ? mutants.get(line.mutant) : undefined;
    if (!mutant || line.kind !== 'pair') continue;
    const isKilled = line.outcome === 'killed';
    const isTimedOut = line.outcome === 'timeout' && !line.wallClock;
    if (!isKilled && !isTimedOut) continue;
    const left = isTimedOut ? 0 : (part.wanted.get(mutant) ?? 0) - 1;
    part.wanted.set(mutant, left);
    if (left <= 0) part.pairQueue.forget(mutant);
  }
}

function planFile(
  { file, pairQueue, wanted: left }: Part,
  untilKill: boolean,
  { spoiledRuns }: RoundErrors,
  followsAssertions: boolean,
): HotJob {
  const wanted: Record<string, number> = {};
  const plans: TestPlan[] = [];
  const positions = new Map<RunMutant, number>();
  const position = (mutant: RunMutant) => {
    if (!positions.has(mutant)) positions.set(mutant, positions.size);
    return positions.get(mutant) ?? 0;
  };
  let wholeFile = false;
  for (const [test, mutants] of pairQueue.entries()) {
    wholeFile ||= (spoiledRuns.get(test) ?? 0) > 0;
    const level = (mutant: RunMutant) => (mutant.mutant.level === 'function' ? 0 : 1);
    const ordered = untilKill ? mutants.sort((a, b) => level(a) - level(b)) : mutants;
    plans.push({ test: test.key, mutants: ordered.map(position), ms: test.ms, steps: test.steps, untilKill });
    for (const mutant of mutants) {
      const count = left.get(mutant);
      if (count !== undefined) wanted[mutant.mutant.id] = count;
    }
  }
  return hotJob(file, [...positions.keys()], plans, wanted, wholeFile, followsAssertions);
}
