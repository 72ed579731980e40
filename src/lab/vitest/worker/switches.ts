import type { Hits, MutantRef, SwitchTable } from '../../protocol.ts';

/** Thrown by the instrumented code when a turn has spent its steps. */
class StepLimitError extends Error {
  constructor() {
    super('realcov: step budget spent');
    this.name = 'StepLimitError';
  }
}

const globals = globalThis as unknown as Record<string, unknown>;

/** The globals that instrumented code reads and writes: which mutant is on, what was reached, steps left. */
export class Switches {
  readonly #files: { key: string; active: Int32Array; hits: Uint32Array }[];
  readonly #byKey: Map<string, { active: Int32Array; hits: Uint32Array }>;
  readonly #budget = new Float64Array(1);
  #granted = 0;
  #current: MutantRef | undefined;
  /** Set when the budget ran out since it was granted last. */
  exhausted = false;

  constructor(table: SwitchTable) {
    this.#files = table.files.map(({ key, sites }) => {
      const active = new Int32Array(1);
      const hits = new Uint32Array(sites);
      globals[`__rcs_${key}`] = active;
      globals[`__rch_${key}`] = hits;
      return { key, active, hits };
    });
    this.#byKey = new Map(this.#files.map((file) => [file.key, file]));
    globals.__rcb = this.#budget;
    globals.__rct = () => {
      this.exhausted = true;
      throw new StepLimitError();
    };
    this.grant(Number.MAX_SAFE_INTEGER);
  }

  /** Makes `mutant` the only active one, none if undefined, and forgets whether it was reached. */
  activate(mutant: MutantRef | undefined): void {
    const before = this.#current && this.#byKey.get(this.#current.key);
    if (before) before.active[0] = 0;
    this.#current = mutant;
    const file = mutant && this.#byKey.get(mutant.key);
    if (!mutant || !file) return;
    file.active[0] = mutant.number;
    file.hits[mutant.site] = 0;
  }

  /** Whether the active mutant was reached since it was activated. */
  get reached(): boolean {
    const mutant = this.#current;
    return mutant !== undefined && this.#byKey.get(mutant.key)?.hits[mutant.site] !== 0;
  }

  grant(steps: number): void {
    this.#granted = steps;
    this.#budget[0] = steps;
    this.exhausted = false;
  }

  get spent(): number {
    return this.#granted - (this.#budget[0] ?? 0);
  }

  forgetHits(): void {
    for (const file of this.#files) file.hits.fill(0);
  }

  readHits(): Hits {
    const result: Hits = {};
    for (const { key, hits } of this.#files) {
      const reached: number[] = [];
      for (let site = 0; site < hits.length; site++) if (hits[site] !== 0) reached.push(site);
      if (reached.length > 0) result[key] = reached;
    }
    return result;
  }
}
