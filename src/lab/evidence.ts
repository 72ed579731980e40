import type { Evidence, RunFile, RunMutant, RunTest } from '../model/run.ts';

/** Of a mutant that was not run yet. */
export function noEvidence(): Evidence {
  return {
    kills: new Set(),
    thrown: new Set(),
    passes: new Set(),
    lost: new Map(),
    timeouts: new Set(),
    killsOtherwise: new Set(),
    missesOtherwise: new Set(),
    wallClock: false,
    files: new Map(),
    refusals: new Set(),
  };
}

/** What is known so far of every mutant, and what is still wanted of it. */
export class Findings {
  readonly evidence: Evidence[];
  readonly #wanted: (mutant: RunMutant) => number;
  /** Mutants that are not run any more. */
  readonly #stopped = new Set<number>();
  /** Tests that were run in place with a mutant, to whatever end, by its index. */
  readonly #tried = new Map<number, Set<RunTest>>();
  /** Mutants that cost a worker, and mostly a wait as well, with some test in place. */
  readonly #costly = new Set<number>();

  /** @param wanted how many killers of a mutant are worth looking for. */
  constructor(mutants: RunMutant[], wanted: (mutant: RunMutant) => number) {
    this.evidence = mutants.map(noEvidence);
    this.#wanted = wanted;
  }

  of(mutant: number): Evidence {
    const evidence = this.evidence[mutant];
    if (!evidence) throw new Error(`no mutant ${mutant}`);
    return evidence;
  }

  killers(mutant: number): number {
    const { kills, files } = this.of(mutant);
    const all = new Set(kills);
    let others = 0;
    for (const file of files.values()) {
      if (file.spoiled !== undefined || !file.hit) continue;
      for (const test of file.killers) all.add(test);
      if (file.fileKiller) others++;
    }
    return all.size + others;
  }

  killed(mutant: number): boolean {
    return this.killers(mutant) > 0;
  }

  /** How many more killers are wanted; 0 when a time-out settled it. */
  wanted(mutant: RunMutant): number {
    const { timeouts, files } = this.of(mutant.index);
    if (this.#stopped.has(mutant.index)) return 0;
    if (timeouts.size > 0 || [...files.values()].some((file) => file.timedOut)) return 0;
    return Math.max(0, this.#wanted(mutant) - this.killers(mutant.index));
  }

  /** Each run of it spoils the copy of the project, so it is not run again. */
  stop(mutant: number, what: string): void {
    this.of(mutant).refusals.add(what);
    this.#stopped.add(mutant);
  }

  /** What was seen in this file does not count. */
  forget(file: RunFile): void {
    for (const { kills, thrown, passes, timeouts, files } of this.evidence) {
      files.delete(file.index);
      for (const { index } of file.tests)
        for (const set of [kills, thrown, passes, timeouts]) set.delete(index);
    }
    for (const tests of this.#tried.values()) for (const test of file.tests) tests.delete(test);
  }

  /** The pair was run in place, to whatever end. */
  tried(mutant: number, test: RunTest): void {
    this.#tried.set(mutant, (this.#tried.get(mutant) ?? new Set()).add(test));
  }

  /** Whether the pair was run in place, to whatever end, or is not to be: to run it again would show the same. */
  settled(mutant: number, test: RunTest): boolean {
    const { kills, passes, timeouts } = this.of(mutant);
    const isProven = kills.has(test.index) || passes.has(test.index) || timeouts.has(test.index);
    return isProven || this.#stopped.has(mutant) || this.#tried.get(mutant)?.has(test) === true;
  }

  /** A test waited with it until its time was over, or its worker ended: each such try costs seconds. */
  costsWorker(mutant: number): void {
    this.#costly.add(mutant);
  }

  isCostly(mutant: number): boolean {
    return this.#costly.has(mutant);
  }
}
