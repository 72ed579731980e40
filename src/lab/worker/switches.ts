import { stepNames, switchNames } from '../../model/instrumented.ts';
import type { Elsewhere } from '../elsewhere/elsewhere.ts';
import { everyFile, type Hits, type MutantRef, type SwitchTable } from '../protocol.ts';
import { declare } from './declare.ts';
import { type Realm, thisRealm } from './realm.ts';

/** Thrown by the instrumented code when a turn has spent its steps, its time or its memory. */
class StepLimitError extends Error {
  constructor() {
    super('realcov: step budget spent');
    this.name = 'StepLimitError';
  }
}

// Stored at load, before a suite can fake or mock them.
const now = performance.now.bind(performance);
const memory = process.memoryUsage.rss.bind(process.memoryUsage);

/** Steps between two looks at the clock, and milliseconds between two looks at the memory. */
const slice = 512;
const lookEveryMs = 10;
/** By how many bytes the process may grow in a turn with a mutant. */
const maxGrowth = 1 << 30;

/** The variables of instrumented code: the active mutant, the places that were reached, the steps left. */
export class Switches {
  readonly #files: { key: string; active: Int32Array; hits: Uint32Array }[];
  readonly #byKey: Map<string, { active: Int32Array; hits: Uint32Array }>;
  readonly #budget = new Float64Array(1);
  #granted = 0;
  /** Granted steps that are not in the budget yet. */
  #reserve = 0;
  #deadline = 0;
  #looked: { at: number; memory: number } | undefined;
  #current: MutantRef | undefined;
  #ranOut = false;
  readonly #elsewhere: Elsewhere | undefined;
  readonly #texts = new Set<string>();
  readonly #variables: Record<string, unknown>;
  /** Set when the time ran out while steps were spent. */
  late = false;

  /** @param elsewhere the threads and programs that this process starts */
  constructor(table: SwitchTable, elsewhere?: Elsewhere) {
    this.#elsewhere = elsewhere;
    this.#files = table.files.map(({ key, sites }) => ({
      key,
      active: new Int32Array(1),
      hits: new Uint32Array(sites),
    }));
    this.#byKey = new Map(this.#files.map((file) => [file.key, file]));
    const steps = stepNames(table.prefix);
    this.#variables = {
      ...switchesByName(this.#files, table.prefix),
      [steps.budget]: this.#budget,
      [steps.refill]: () => this.#refill(),
    };
    this.declareIn(thisRealm);
    this.grant(Number.MAX_SAFE_INTEGER);
  }

  /** Instrumented code of that realm sees the switches from now on. */
  declareIn(realm: Realm): void {
    declare(this.#variables, realm);
  }

  /** Makes `mutant` the only active one, none if undefined, and forgets whether it was reached. */
  activate(mutant: MutantRef | undefined): void {
    const before = this.#current && this.#byKey.get(this.#current.key);
    if (before) before.active[0] = 0;
    if (this.#current?.key === everyFile) this.#activateAll(0);
    this.#current = mutant;
    this.#elsewhere?.begin(mutant);
    if (mutant?.key === everyFile) this.#activateAll(mutant.number);
    const file = mutant && this.#byKey.get(mutant.key);
    if (!mutant || !file) return;
    file.active[0] = mutant.number;
    file.hits[mutant.site] = 0;
  }

  #activateAll(number: number): void {
    for (const { active } of this.#files) active[0] = number;
  }

  /** Whether the active mutant was reached since it was activated. A mutant that is active in all files counts as reached. */
  get reached(): boolean {
    const mutant = this.#current;
    if (mutant?.key === everyFile) return true;
    if (!mutant) return false;
    return this.#byKey.get(mutant.key)?.hits[mutant.site] !== 0 || this.#elsewhere?.reached(mutant) === true;
  }

  /** With a mutant on, the steps have to be spent within `ms`, and the process may not grow without end. */
  grant(steps: number, ms = Number.POSITIVE_INFINITY): void {
    const first = this.#current ? Math.min(slice, steps) : steps;
    this.#granted = steps;
    this.#reserve = steps - first;
    this.#budget[0] = first;
    this.#deadline = now() + ms;
    this.#looked = undefined;
    this.#ranOut = false;
    this.late = false;
  }

  /** Called when the budget is spent: fills it up from the reserve, or throws. */
  #refill(): void {
    const at = now();
    this.late ||= at > this.#deadline;
    this.#ranOut ||= this.#reserve <= 0 || this.#grows(at);
    if (this.late || this.#ranOut) throw new StepLimitError();
    const more = Math.min(slice, this.#reserve);
    this.#reserve -= more;
    // This step counts too.
    this.#budget[0] = more - 1;
  }

  #grows(at: number): boolean {
    if (this.#looked && at - this.#looked.at < lookEveryMs) return false;
    const taken = memory();
    this.#looked = { at, memory: this.#looked?.memory ?? taken };
    return taken - this.#looked.memory > maxGrowth;
  }

  /** Whether the budget or the memory limit was used up since the budget was granted. */
  get exhausted(): boolean {
    return this.#ranOut || this.#elsewhere?.steps.exhausted === true;
  }

  get spent(): number {
    return this.#granted - this.#reserve - (this.#budget[0] ?? 0) + (this.#elsewhere?.steps.spent ?? 0);
  }

  forgetHits(): void {
    for (const file of this.#files) file.hits.fill(0);
    this.#elsewhere?.forget();
  }

  /** Path of the module that a new thread or program loads first; undefined if none is watched. */
  get order(): string | undefined {
    return this.#elsewhere?.order(this.#granted);
  }

  /** Returns and forgets the sites that were reached by something that earlier turns started. */
  takeLateHits(): Hits {
    return this.#elsewhere?.takeLate() ?? {};
  }

  /** A test reads the text of a source, by its key. */
  noteText(key: string): void {
    this.#texts.add(key);
  }

  /** Keys of sources whose text was read since the last call; with `late`, only by earlier turns. */
  takeTexts(which: 'own' | 'late' = 'own'): string[] {
    const own = which === 'own' ? [...this.#texts] : [];
    if (which === 'own') this.#texts.clear();
    return [...new Set([...own, ...(this.#elsewhere?.takeTexts(which) ?? [])])];
  }

  /** The number of the mutant that is on in the file with this key. */
  activeOf(key: string): number {
    return this.#byKey.get(key)?.active[0] ?? 0;
  }

  /** These places were reached. */
  count(key: string, sites: number[]): void {
    const hits = this.#byKey.get(key)?.hits;
    if (hits) for (const site of sites) hits[site] = 1;
  }

  get active(): MutantRef | undefined {
    return this.#current;
  }

  /** Reading the text of its file reaches the active mutant. */
  reach(): void {
    const mutant = this.#current;
    const hits = mutant && this.#byKey.get(mutant.key)?.hits;
    if (hits) hits[mutant.site] = 1;
  }

  readHits(): Hits {
    const result: Hits = {};
    for (const { key, hits } of this.#files) {
      const reached: number[] = [];
      for (let site = 0; site < hits.length; site++) if (hits[site] !== 0) reached.push(site);
      if (reached.length > 0) result[key] = reached;
    }
    for (const [key, sites] of Object.entries(this.#elsewhere?.hits ?? {}))
      result[key] = [...new Set([...(result[key] ?? []), ...sites])];
    return result;
  }
}

/** The variables of files, by their names. */
function switchesByName(
  files: { key: string; active: Int32Array; hits: Uint32Array }[],
  prefix: string,
): Record<string, unknown> {
  return Object.fromEntries(
    files.flatMap(({ key, active, hits }) => {
      const names = switchNames(key, prefix);
      return [
        [names.active, active],
        [names.hits, hits],
      ];
    }),
  );
}
