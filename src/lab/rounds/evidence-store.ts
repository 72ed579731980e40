import {
  addEvidence,
  type Evidence,
  isKilled,
  isSeenInPlace,
  isTimedOut,
  killersOf,
  noEvidence,
} from '../../model/evidence.ts';
import type { RunFile, RunMutant, RunTest } from '../../model/run.ts';

/** The evidence so far about every mutant, by its id, and how many killers are still wanted. */
export class EvidenceStore {
  readonly evidence: Map<string, Evidence>;
  readonly #mutants: ReadonlyMap<string, RunMutant>;
  readonly #wanted: (mutant: RunMutant) => number;
  /** Mutants that are not run any more. */
  readonly #stopped = new Set<string>();
  /** Tests that were run in place with a mutant, with or without a result, by the mutant's id. */
  readonly #tried = new Map<string, Set<RunTest>>();
  /** Mutants that ended a worker when a test ran in place, mostly after a long wait. */
  readonly #costly = new Set<string>();

  /** @param wanted how many killers of a mutant to look for */
  constructor(mutants: RunMutant[], wanted: (mutant: RunMutant) => number) {
    this.#mutants = new Map(mutants.map((each) => [each.mutant.id, each]));
    this.evidence = new Map(mutants.map(({ mutant }) => [mutant.id, noEvidence()]));
    this.#wanted = wanted;
  }

  mutant(id: string): RunMutant {
    const mutant = this.#mutants.get(id);
    if (!mutant) throw new Error(`no mutant ${id}`);
    return mutant;
  }

  of(mutant: string): Evidence {
    const evidence = this.evidence.get(mutant);
    if (!evidence) throw new Error(`no mutant ${mutant}`);
    return evidence;
  }

  /** Adds new evidence about the mutant. */
  add(mutant: string, seen: Partial<Evidence>): void {
    addEvidence(this.of(mutant), seen);
  }

  killed(mutant: string): boolean {
    return isKilled(this.of(mutant));
  }

  /** How many more killers are wanted; 0 when a time-out settled it. */
  wanted(mutant: RunMutant): number {
    const { id } = mutant.mutant;
    const evidence = this.of(id);
    if (this.#stopped.has(id) || isTimedOut(evidence)) return 0;
    return Math.max(0, this.#wanted(mutant) - killersOf(evidence));
  }

  /** The mutant is not run again, because each run spoils the copy of the project. */
  stop(mutant: string, what: string): void {
    this.add(mutant, { refusals: new Set([what]) });
    this.#stopped.add(mutant);
  }

  /** Drops all evidence from this file. */
  forget(file: RunFile): void {
    for (const { kills, passes, lost, timeouts, waits, files } of this.evidence.values()) {
      files.delete(file.id);
      for (const { id } of file.tests)
        for (const each of [kills, passes, lost, timeouts, waits]) each.delete(id);
    }
    for (const tests of this.#tried.values()) for (const test of file.tests) tests.delete(test);
  }

  /** The pair was run in place, with or without a result. */
  tried(mutant: string, test: RunTest): void {
    this.#tried.set(mutant, (this.#tried.get(mutant) ?? new Set()).add(test));
  }

  /** The pair needs no run: it was run in place already, with or without a result, or the mutant was stopped. */
  settled(mutant: string, test: RunTest): boolean {
    if (isSeenInPlace(this.of(mutant), test.id)) return true;
    return this.#stopped.has(mutant) || this.#tried.get(mutant)?.has(test) === true;
  }

  /** With this mutant a test waited until its time limit, or the worker ended. Each such try costs seconds. */
  costsWorker(mutant: string): void {
    this.#costly.add(mutant);
  }

  /** Ids of such mutants. They are not run in place any more, because other tests would mostly wait as well. */
  get costly(): ReadonlySet<string> {
    return this.#costly;
  }
}
