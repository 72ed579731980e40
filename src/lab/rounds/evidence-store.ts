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

/** What is known so far of every mutant, by its id, and what is still wanted of it. */
export class EvidenceStore {
  readonly evidence: Map<string, Evidence>;
  readonly #mutants: ReadonlyMap<string, RunMutant>;
  readonly #wanted: (mutant: RunMutant) => number;
  /** Mutants that are not run any more. */
  readonly #stopped = new Set<string>();
  /** Tests that were run in place with a mutant, to whatever end, by its id. */
  readonly #tried = new Map<string, Set<RunTest>>();
  /** Mutants that cost a worker, and mostly a wait as well, with some test in place. */
  readonly #costly = new Set<string>();

  /** @param wanted how many killers of a mutant are worth looking for. */
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

  /** Adds what was seen of the mutant to what is known. */
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

  /** Each run of it spoils the copy of the project, so it is not run again. */
  stop(mutant: string, what: string): void {
    this.add(mutant, { refusals: new Set([what]) });
    this.#stopped.add(mutant);
  }

  /** What was seen in this file does not count. */
  forget(file: RunFile): void {
    for (const { kills, passes, lost, timeouts, files } of this.evidence.values()) {
      files.delete(file.id);
      for (const { id } of file.tests) for (const each of [kills, passes, lost, timeouts]) each.delete(id);
    }
    for (const tests of this.#tried.values()) for (const test of file.tests) tests.delete(test);
  }

  /** The pair was run in place, to whatever end. */
  tried(mutant: string, test: RunTest): void {
    this.#tried.set(mutant, (this.#tried.get(mutant) ?? new Set()).add(test));
  }

  /** Whether the pair was run in place, to whatever end, or is not to be: to run it again would show the same. */
  settled(mutant: string, test: RunTest): boolean {
    if (isSeenInPlace(this.of(mutant), test.id)) return true;
    return this.#stopped.has(mutant) || this.#tried.get(mutant)?.has(test) === true;
  }

  /** A test waited with it until its time was over, or its worker ended: each such try costs seconds. */
  costsWorker(mutant: string): void {
    this.#costly.add(mutant);
  }

  isCostly(mutant: string): boolean {
    return this.#costly.has(mutant);
  }
}
