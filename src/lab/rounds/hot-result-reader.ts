import type { Evidence } from '../../model/evidence.ts';
import type { RunFile, RunMutant, RunTest } from '../../model/run.ts';
import type { JobResult } from '../job-runner.ts';
import type { PairQueue } from '../plan/pair-queue.ts';
import type { JournalLine, PairRow, PlanDone, TurnMark } from '../protocol.ts';
import type { EvidenceStore } from './evidence-store.ts';
import { killOf } from './failure.ts';

export interface ResultContext {
  evidenceStore: EvidenceStore;
  /** Indices of the files in which a mutant has to be run in file mode, by the mutant's id. */
  fileMode: Map<string, Set<number>>;
}

/** Errors in the jobs of one round so far. */
export class RoundErrors {
  /** How often a test did not pass in place without a mutant. */
  readonly spoiledRuns = new Map<RunTest, number>();
  /** Where a worker crashed once. The cause may be outside of the worker, so there is a second try. */
  readonly crashed = new Set<PairQueue | RunMutant>();
  readonly #waits = new Map<PairQueue, Set<RunMutant>>();
  /** How often a pair was begun without a result, by test and mutant. */
  readonly begun = new Map<string, number>();

  /**
   * Mutants with which one test of the queue waited until its time limit. Another test may still fail at once. Queues do not
   * share them, so that no result depends on which worker is first.
   */
  waitsIn(pairQueue: PairQueue): Set<RunMutant> {
    const waits = this.#waits.get(pairQueue) ?? new Set();
    this.#waits.set(pairQueue, waits);
    return waits;
  }
}

/** A pair without a result is begun this many times. */
const maxBegins = 3;

/** Adds the results of one hot job to the evidence, and removes its pairs from the queue. */
export class HotResultReader {
  readonly #context: ResultContext;
  readonly #file: RunFile;
  readonly #pairQueue: PairQueue;
  readonly #errors: RoundErrors;
  readonly #tests: Map<string, RunTest>;

  constructor(context: ResultContext, file: RunFile, pairQueue: PairQueue, roundErrors: RoundErrors) {
    this.#context = context;
    this.#file = file;
    this.#pairQueue = pairQueue;
    this.#errors = roundErrors;
    this.#tests = new Map(file.tests.map((test) => [test.key, test]));
  }

  read({ lines, died, cut }: JobResult): void {
    const before = this.#pairQueue.size;
    const harm = lines.find((line) => line.kind === 'harm');
    const pairsOf = Map.groupBy(
      lines.filter((line) => line.kind === 'pair'),
      ({ test }) => test,
    );
    for (const line of lines) {
      if (line.kind === 'pair') this.#pair(line);
      else if (line.kind === 'spoiled') this.#spoiled(line.test, line.mutant);
      else if (line.kind === 'plan-done') this.#done(line, pairsOf.get(line.test)?.length ?? 0);
      else if (line.kind === 'late-error' && line.mutant !== undefined) this.#toFileMode(line.mutant);
    }
    if (harm) this.#stop(harm.mutant, harm.what);
    for (const line of lines) if (line.kind === 'turn') this.#begun(line);
    if (cut || harm || (died && this.#blame(lines, died) === 'again')) return;
    // The job had no result at all: the rest of the queue cannot be run in place.
    if (this.#pairQueue.size === before)
      for (const [test] of [...this.#pairQueue.entries()]) this.#giveUp(test);
  }

  #pair(row: PairRow): void {
    const test = this.#tests.get(row.test);
    if (!test) return;
    const { evidenceStore } = this.#context;
    const mutant = evidenceStore.mutant(row.mutant);
    this.#pairQueue.remove(test, mutant);
    evidenceStore.tried(row.mutant, test);
    evidenceStore.add(row.mutant, seenIn(row, test, this.#file));
    const hasWaited = row.outcome === 'timeout' && row.wallClock === true;
    if (row.refused !== undefined || (row.outcome !== 'unreached' && !hasWaited)) return;
    // Not reached, or timed out: a fresh load with a longer limit will tell.
    this.#toFileMode(row.mutant);
    if (hasWaited) this.#waited(mutant, row.hung === true);
  }

  /** A result may get lost once, but not every time. */
  #begun({ test: key, mutant: id }: TurnMark): void {
    const test = key === undefined ? undefined : this.#tests.get(key);
    if (!test || id === undefined) return;
    const mutant = this.#context.evidenceStore.mutant(id);
    if (!this.#pairQueue.has(test, mutant)) return;
    const pair = `${test.id} ${id}`;
    const times = (this.#errors.begun.get(pair) ?? 0) + 1;
    this.#errors.begun.set(pair, times);
    if (times < maxBegins) return;
    this.#pairQueue.remove(test, mutant);
    this.#context.evidenceStore.tried(id, test);
    this.#toFileMode(id);
  }

  #stop(id: string, what: string): void {
    const { evidenceStore } = this.#context;
    evidenceStore.stop(id, what);
    this.#pairQueue.forget(evidenceStore.mutant(id));
  }

  /** Every wait costs a second and a worker. So two are enough, or one if nothing in the process could end the wait. */
  #waited(mutant: RunMutant, hung: boolean): void {
    this.#context.evidenceStore.costsWorker(mutant.mutant.id);
    const waits = this.#errors.waitsIn(this.#pairQueue);
    if (hung || waits.has(mutant)) this.#pairQueue.forget(mutant);
    waits.add(mutant);
  }

  #spoiled(key: string, id: string | undefined): void {
    const test = this.#tests.get(key);
    if (!test) return;
    if (id !== undefined) {
      const { evidenceStore } = this.#context;
      this.#pairQueue.remove(test, evidenceStore.mutant(id));
      evidenceStore.tried(id, test);
      this.#toFileMode(id);
      return;
    }
    const spoiledRuns = (this.#errors.spoiledRuns.get(test) ?? 0) + 1;
    this.#errors.spoiledRuns.set(test, spoiledRuns);
    if (spoiledRuns > 2) this.#giveUp(test);
  }

  /** The worker died in the turn that it named last. If the process ended, the turn is tried again. */
  #blame(lines: JournalLine[], died: 'ended' | 'stuck'): 'again' | undefined {
    const turn = lines.findLast((line) => line.kind === 'turn');
    const mutant = turn?.mutant === undefined ? undefined : this.#context.evidenceStore.mutant(turn.mutant);
    const what = mutant ?? this.#pairQueue;
    if (died === 'ended' && !this.#errors.crashed.has(what)) {
      this.#errors.crashed.add(what);
      return 'again';
    }
    if (!mutant) return undefined;
    const test = turn?.test === undefined ? undefined : this.#tests.get(turn.test);
    if (test) this.#context.evidenceStore.tried(mutant.mutant.id, test);
    this.#context.evidenceStore.costsWorker(mutant.mutant.id);
    this.#pairQueue.forget(mutant);
    this.#toFileMode(mutant.mutant.id);
    return undefined;
  }

  #done({ test: key, pairs }: PlanDone, heard: number): void {
    const test = this.#tests.get(key);
    // A lost line may have been a kill, so its pair stays in the queue.
    if (test && pairs === heard) this.#pairQueue.drop(test);
  }

  #giveUp(test: RunTest): void {
    for (const mutant of this.#pairQueue.drop(test)) this.#toFileMode(mutant.mutant.id);
  }

  #toFileMode(mutant: string): void {
    const { fileMode } = this.#context;
    fileMode.set(mutant, (fileMode.get(mutant) ?? new Set()).add(this.#file.index));
  }
}

/** The evidence in one row. A row that hit the wall clock, or did not reach the mutant, proves nothing. */
function seenIn(row: PairRow, { id }: RunTest, file: RunFile): Partial<Evidence> {
  if (row.outcome === 'killed')
    return { kills: new Map([[id, killOf(file, row.error, row.thrown === true)]]) };
  if (row.refused !== undefined) return { refusals: new Set([row.refused]) };
  switch (row.outcome) {
    case 'survived':
      return { passes: new Set([id]), ...(row.lost && { lost: new Map([[id, row.lost]]) }) };
    case 'timeout':
      return row.wallClock ? { waits: new Set([id]) } : { timeouts: new Set([id]) };
    case 'unreached':
    case 'refused':
      return {};
  }
}
