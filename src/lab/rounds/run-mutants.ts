import type { EvidenceOf } from '../../model/evidence.ts';
import type { CleanRun, RunFile, RunMutant } from '../../model/run.ts';
import { setApart } from '../clean/apart.ts';
import type { JobRunner } from '../job-runner.ts';
import { candidateOrder, provenFirst } from '../plan/candidates.ts';
import { costsOf } from '../plan/jobs.ts';
import { chanceRound } from './chance-round.ts';
import { wholeFilesFor } from './confirmation.ts';
import { counting } from './counting.ts';
import { duplicateRound } from './duplicate-round.ts';
import { effectivenessRound, probeRound } from './effectiveness-rounds.ts';
import { EvidenceStore } from './evidence-store.ts';
import { type FileContext, fileRounds } from './file-rounds.ts';
import { expecting, FileRunProgress } from './file-run-progress.ts';
import { type HotContext, hotRounds } from './hot-rounds.ts';
import { isNeutral, neutralRounds } from './neutral-rounds.ts';
import { type Accusation, pickSpots, spotsOfAccused, wrongFiles } from './spot-checks.ts';
import { withProgress } from './with-progress.ts';

/** Runs breaks in batches until the time is over. */
export interface RunBudget {
  /** The batches, the most useful breaks first. */
  batches(mutants: readonly RunMutant[]): RunMutant[][];
  msLeft(): number;
}

export interface MutantRunOptions {
  /** `first`: as many killers as the verdict and the report need; `all`: every one. */
  killers: 'first' | 'all';
  /** Breaks whose killers are all wanted, even for `first`. */
  wantsEveryKiller?(mutant: RunMutant): boolean;
  /** Run every survivor in file mode too. */
  confirms: boolean;
  /** Called with the number of finished mutants. */
  onHot(settled: number, of: number): void;
  onFiles(settled: number, of: number): void;
  /** Called after each job that looks for theater. The number of such jobs is not known before. */
  onTest(): void;
  /** Called during the run with the evidence so far, and the ids of mutants with new evidence. */
  onSeen?(evidence: EvidenceOf, mutants: ReadonlySet<string>): void;
  /** Look for tests that are theater. */
  finds: boolean;
  /** Tests that would be called theater by the evidence so far. */
  accused?(evidence: EvidenceOf): Accusation[];
  /** Tests that may be copies of each other, by index. */
  twins: number[][];
  /** Probes of the functions that a test calls itself, by index of the test. */
  called: ReadonlyMap<number, readonly number[]>;
  signal: AbortSignal;
  /** Breaks that did not run in time are marked. */
  budget?: RunBudget;
}

/** How many killers of a function-level mutant are counted: more is shown as "10+". */
const countedKillers = 10;

/** How often more survivors are checked after a wrong one. */
const maxSpotRounds = 3;

/** Runs the suite against every mutant and returns the evidence. */
export async function runMutants(
  runner: JobRunner,
  whole: CleanRun,
  options: MutantRunOptions,
): Promise<EvidenceOf> {
  const evidenceStore = new EvidenceStore(whole.mutants, (mutant) => wantedKillers(mutant, options));
  const { onSeen } = options;
  const lab = onSeen ? withProgress(runner, (mutants) => onSeen(evidenceStore.evidence, mutants)) : runner;
  const run = { ...whole, mutants: whole.mutants.filter((mutant) => !isNeutral(mutant)) };
  const candidates = candidateOrder(run);
  const fileMode = new Map<string, Set<number>>();
  const hot: HotContext = {
    lab,
    run,
    evidenceStore,
    fileMode,
    candidates,
    onMutants: (settled) => options.onHot(settled, run.mutants.length),
    signal: options.signal,
  };
  const byPath = new Map(run.files.map((file) => [`${file.project}\n${file.path}`, file]));
  lab.knowCosts((project, path) => {
    const file = byPath.get(`${project}\n${path}`);
    return file ? costsOf(file) : {};
  });
  options.onHot(0, run.mutants.length);
  // Mutants that no test reaches have their verdict already.
  onSeen?.(evidenceStore.evidence, new Set(run.mutants.map(({ mutant }) => mutant.id)));
  if (!options.budget) await hotRounds(hot);
  const filesFor = wholeFilesFor({ run, evidenceStore, fileMode }, options);
  const proven = provenFirst(run, evidenceStore.evidence);
  const confirming = new FileRunProgress(options.onFiles);
  const files: FileContext = {
    lab,
    run,
    evidenceStore,
    enough: (mutant) =>
      evidenceStore.wanted(mutant) === 0 ||
      (options.killers === 'first' && evidenceStore.killed(mutant.mutant.id)),
    filesFor: (mutant) => filesFor(mutant, proven(mutant, candidates(mutant))),
    confirming,
    signal: options.signal,
  };
  if (options.budget) await runInTime(options.budget);
  else await fileRounds(files);
  if (options.confirms) await checkSpots();
  if (options.confirms) await chanceRound({ ...hot, lab: expecting(lab, confirming) });
  if (options.finds && (options.budget?.msLeft() ?? 1) > 0) {
    const withTicks = { ...hot, lab: counting(lab, options.onTest) };
    await effectivenessRound(withTicks);
    await probeRound(withTicks, options.called);
    await duplicateRound(withTicks, options.twins);
    await checkAccused();
    // Neutral mutants have no verdict, so nobody is told about them.
    await neutralRounds({ ...hot, lab: counting(runner, options.onTest), run: whole });
  }
  return evidenceStore.evidence;

  async function runInTime({ batches }: RunBudget): Promise<void> {
    let done = 0;
    for (const batch of batches(run.mutants)) {
      const onMutants = (settled: number) => options.onHot(done + settled, run.mutants.length);
      await see(batch, onMutants, new FileRunProgress(() => {}));
      done += batch.length;
    }
  }

  /** When the time is over, the round that runs is finished. Breaks that were not noticed by then have no verdict. */
  async function see(
    mutants: RunMutant[],
    onMutants: (settled: number) => void,
    progress: FileRunProgress,
  ): Promise<void> {
    const signal = inTime();
    await hotRounds({ ...hot, onMutants, signal }, mutants);
    await fileRounds({ ...files, confirming: progress, run: { ...run, mutants }, signal });
    if (signal.aborted && !options.signal.aborted)
      for (const mutant of mutants) if (!evidenceStore.killed(mutant.mutant.id)) mutant.outOfBudget = true;
  }

  function inTime(): AbortSignal {
    const ms = options.budget?.msLeft();
    if (ms === undefined) return options.signal;
    return ms > 0
      ? AbortSignal.any([options.signal, AbortSignal.timeout(Math.ceil(ms))])
      : AbortSignal.abort();
  }

  /** If a file behaves differently in a process of its own, all its results are dropped and found again in such processes. */
  async function checkSpots(): Promise<void> {
    for (let round = 0; round < maxSpotRounds && !options.signal.aborted; round++) {
      const spots = pickSpots(run, evidenceStore, round);
      const wrong = await wrongFiles(expecting(runner, confirming), spots);
      if (wrong.size === 0) return;
      await seeAnew(wrong, confirming);
    }
  }

  /** A test that catches more in a process of its own is not called theater. */
  async function checkAccused(): Promise<void> {
    if (!options.accused || options.signal.aborted) return;
    const spots = spotsOfAccused(run, options.accused(evidenceStore.evidence));
    const wrong = await wrongFiles(counting(runner, options.onTest), spots);
    // Progress counts tests here, and their number is not known before.
    if (wrong.size > 0) await seeAnew(wrong, new FileRunProgress(() => {}));
  }

  async function seeAnew(wrong: ReadonlySet<RunFile>, progress: FileRunProgress): Promise<void> {
    const indices = new Set([...wrong].map(({ index }) => index));
    const open = run.mutants.filter(
      ({ reach, outOfBudget }) => !outOfBudget && reach.some(({ fileIndex }) => indices.has(fileIndex)),
    );
    for (const file of wrong) {
      setApart(whole, file);
      evidenceStore.forget(file);
    }
    progress.begin();
    await see(open, (settled) => progress.settle(settled, open.length), progress);
  }
}

function wantedKillers(runMutant: RunMutant, { killers, wantsEveryKiller }: MutantRunOptions): number {
  const { mutant } = runMutant;
  if (killers === 'all' || wantsEveryKiller?.(runMutant)) return Number.POSITIVE_INFINITY;
  return mutant.level === 'function' ? countedKillers : 1;
}
