import { isTimedOut, killsOf } from '../../model/evidence.ts';
import { itemAt } from '../../model/item-at.ts';
import type { CleanRun, RunFile, RunMutant, RunTest } from '../../model/run.ts';
import { rewrittenJob } from '../plan/jobs.ts';
import { PairQueue } from '../plan/pair-queue.ts';
import type { FileRow, Job } from '../protocol.ts';
import { fileRounds } from './file-rounds.ts';
import { FileRunProgress } from './file-run-progress.ts';
import { type HotContext, runPairs } from './hot-rounds.ts';

/** In how many files a neutral mutant is run in file mode. */
const maxFiles = 4;

export type RewriteContext = Pick<HotContext, 'lab' | 'run' | 'evidenceStore' | 'signal'>;

/**
 * Runs the suite once with every function rewritten, which costs about as much as a clean run. Tests that fail are then
 * run with the rewritten functions one by one.
 */
export async function neutralRounds(context: RewriteContext): Promise<void> {
  const { run, signal } = context;
  if (signal.aborted) return;
  const neutral = run.mutants.filter(isNeutral);
  const suspects = await suspectTests(context, filesReachedBy(neutral, run));
  await runRewrites(context, neutral, suspects);
}

/** Runs the suspect tests with each neutral mutant: in place, and in file mode if no mutant made them fail in place. */
export async function runRewrites(
  { lab, run, evidenceStore, signal }: RewriteContext,
  neutral: RunMutant[],
  suspects: ReadonlySet<number>,
): Promise<void> {
  if (suspects.size === 0 || signal.aborted) return;
  const pairQueues = new Map<number, PairQueue>();
  for (const mutant of neutral) {
    for (const { fileIndex, again } of mutant.reach) {
      const pairQueue = pairQueues.get(fileIndex) ?? new PairQueue();
      for (const test of again) if (suspects.has(test)) pairQueue.add(itemAt(run.tests, test), mutant);
      if (pairQueue.size > 0) pairQueues.set(fileIndex, pairQueue);
    }
  }
  const idle = { fileMode: new Map(), onMutants: () => {} };
  await runPairs(
    { lab, run, evidenceStore, signal, candidates: ({ reach }) => reach, ...idle },
    pairQueues,
    'every',
  );
  const killers = new Set(neutral.flatMap(({ mutant }) => [...killsOf(evidenceStore.of(mutant.id)).keys()]));
  const unexplained = [...suspects].filter((test) => !killers.has(itemAt(run.tests, test).id));
  const open = new Set(unexplained.map((test) => itemAt(run.tests, test).fileIndex));
  await fileRounds({
    lab,
    run: { ...run, mutants: neutral },
    evidenceStore,
    filesFor: ({ reach }) => reach.filter(({ fileIndex }) => open.has(fileIndex)).slice(0, maxFiles),
    // A rewrite with which a test waits would make other files wait as well.
    enough: ({ mutant }) => isTimedOut(evidenceStore.of(mutant.id)),
    confirming: new FileRunProgress(() => {}),
    signal,
  });
}

export function isNeutral({ mutant }: RunMutant): boolean {
  return mutant.level === 'neutral';
}

function filesReachedBy(mutants: RunMutant[], run: CleanRun): RunFile[] {
  const indices = new Set(mutants.flatMap(({ reach }) => reach.map(({ fileIndex }) => fileIndex)));
  return run.files.filter(({ index }) => indices.has(index));
}

/** The tests that fail with all rewrites on and pass again without them, by index. */
async function suspectTests({ lab }: RewriteContext, files: RunFile[]): Promise<Set<number>> {
  const suspects = new Set<number>();
  const byJob = new Map<Job, RunFile>(files.map((file) => [rewrittenJob(file), file]));
  await lab.run([...byJob.keys()], ({ job, lines }) => {
    const file = byJob.get(job);
    const row = lines.find((line) => line.kind === 'file');
    if (file && row) for (const { index } of failing(row, file)) suspects.add(index);
    return undefined;
  });
  return suspects;
}

function failing(
  { killers, timeouts, fileKiller, suspects, spoiled }: FileRow,
  { tests }: RunFile,
): RunTest[] {
  if (fileKiller ?? suspects?.fileKiller) return tests;
  const keys = new Set([...killers, ...timeouts, ...(spoiled === undefined ? [] : (suspects?.tests ?? []))]);
  return tests.filter(({ key }) => keys.has(key));
}
