import type { Evidence, RunMutant, RunTest } from '../model/run.ts';

/** Of a mutant that was not run yet. */
export function noEvidence(): Evidence {
  return {
    kills: new Set(),
    thrown: new Set(),
    passes: new Set(),
    lost: new Map(),
    timeouts: new Set(),
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

  /** Whether the pair was run to its end in place. */
  settled(mutant: number, test: RunTest): boolean {
    const { kills, passes, timeouts } = this.of(mutant);
    return kills.has(test.index) || passes.has(test.index) || timeouts.has(test.index);
  }
}
