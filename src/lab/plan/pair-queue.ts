import type { RunMutant, RunTest } from '../../model/run.ts';

/** The most pairs of one job: about a second of small tests. Of slow tests so few that they take some seconds. */
const maxPairs = 3_000;
/** A slower test counts as more than one pair, by its milliseconds. */
const smallTestMs = 4;

/** Pairs of a test and a mutant that are to be run in place in one file. */
export class PairQueue {
  readonly #pairs = new Map<RunTest, Set<RunMutant>>();

  add(test: RunTest, mutant: RunMutant): void {
    const mutants = this.#pairs.get(test) ?? new Set();
    this.#pairs.set(test, mutants.add(mutant));
  }

  remove(test: RunTest, mutant: RunMutant): void {
    const mutants = this.#pairs.get(test);
    mutants?.delete(mutant);
    if (mutants?.size === 0) this.#pairs.delete(test);
  }

  has(test: RunTest, mutant: RunMutant): boolean {
    return this.#pairs.get(test)?.has(mutant) === true;
  }

  /** No test is run with it any more. Returns whether one was to be. */
  forget(mutant: RunMutant): boolean {
    const tests = [...this.#pairs.keys()].filter((test) => this.has(test, mutant));
    for (const test of tests) this.remove(test, mutant);
    return tests.length > 0;
  }

  drop(test: RunTest): RunMutant[] {
    const mutants = [...(this.#pairs.get(test) ?? [])];
    this.#pairs.delete(test);
    return mutants;
  }

  get size(): number {
    let size = 0;
    for (const mutants of this.#pairs.values()) size += mutants.size;
    return size;
  }

  /**
   * Parts of limited cost, so that no worker is left with one large file while the others wait. A mutant stays with all
   * its tests. The parts do not depend on the number of workers.
   */
  split(): PairQueue[] {
    const testsOf = new Map<RunMutant, RunTest[]>();
    for (const [test, mutants] of this.#pairs) {
      for (const mutant of mutants) {
        const tests = testsOf.get(mutant);
        if (tests) tests.push(test);
        else testsOf.set(mutant, [test]);
      }
    }
    const parts: PairQueue[] = [];
    let cost = Number.POSITIVE_INFINITY;
    for (const [mutant, tests] of [...testsOf].sort(([a], [b]) => a.index - b.index)) {
      if (cost >= maxPairs) {
        parts.push(new PairQueue());
        cost = 0;
      }
      for (const test of tests) parts.at(-1)?.add(test, mutant);
      for (const { ms } of tests) cost += Math.max(1, Math.floor(ms / smallTestMs));
    }
    return parts;
  }

  *entries(): Generator<[RunTest, RunMutant[]]> {
    for (const [test, mutants] of this.#pairs) yield [test, [...mutants].sort((a, b) => a.index - b.index)];
  }
}
