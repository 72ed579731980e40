import { join } from 'node:path';
import type { DryFile, Hits, MutantRef } from '../protocol.ts';
import { type Note, NoteReader } from './notes.ts';
import { type Order, writeOrder } from './order.ts';

type Sites = Map<string, Set<number>>;

export interface ElsewhereSettings extends Pick<Order, 'prefix' | 'index' | 'root' | 'plainText'> {
  /** Folder for orders and notes, absolute. */
  folder: string;
  /** A unique name of this process. */
  name: string;
}

/**
 * Threads and programs that tests start. At its start, each is told which mutant is active. It belongs to the turn that
 * started it: what it reaches later, with another mutant active, does not count for that one.
 */
export class Elsewhere {
  readonly #settings: ElsewhereSettings;
  readonly #notes: string;
  readonly #reader: NoteReader;
  #turn = 0;
  #mutant: MutantRef | undefined;
  #ordered: number | undefined;
  #started = false;
  readonly #sites = new Map<number, Sites>();
  readonly #steps = new Map<number, number>();
  readonly #spent = new Set<number>();
  readonly #texts = new Map<number, Set<string>>();
  readonly #others = new Set<string>();
  readonly #copies = new Set<string>();

  constructor(settings: ElsewhereSettings) {
    this.#settings = settings;
    this.#notes = join(settings.folder, `${settings.name}.notes`);
    this.#reader = new NoteReader(this.#notes);
  }

  begin(mutant: MutantRef | undefined): void {
    this.#turn++;
    this.#mutant = mutant;
  }

  /** For the module that is loaded by the next thread or program. */
  order(steps: number): string {
    const { folder, name, ...rest } = this.#settings;
    const file = join(folder, `${name}-${this.#turn}.cjs`);
    if (this.#ordered === this.#turn) return file;
    this.#ordered = this.#turn;
    this.#started = true;
    writeOrder(file, {
      turn: this.#turn,
      ...(this.#mutant && { mutant: this.#mutant }),
      steps,
      notes: this.#notes,
      ...rest,
    });
    return file;
  }

  /** Whether threads and programs of this turn have reached the mutant. */
  reached({ key, site }: MutantRef): boolean {
    this.#read();
    return this.#sites.get(this.#turn)?.get(key)?.has(site) === true;
  }

  /** What threads and programs of this turn have reached. */
  get hits(): Hits {
    this.#read();
    return plain([this.#sites.get(this.#turn)]);
  }

  /** What threads and programs of earlier turns have reached; resets it. */
  takeLate(): Hits {
    this.#read();
    const late = [...this.#sites.keys()].filter((turn) => turn !== this.#turn);
    const hits = plain(late.map((turn) => this.#sites.get(turn)));
    for (const turn of late) this.#sites.delete(turn);
    return hits;
  }

  /** Keys of sources whose text was read by threads and programs of this turn; or of earlier turns, which are then reset. */
  takeTexts(which: 'own' | 'late'): string[] {
    this.#read();
    const turns = [...this.#texts.keys()].filter((turn) => (turn === this.#turn) === (which === 'own'));
    const keys = turns.flatMap((turn) => [...(this.#texts.get(turn) ?? [])]);
    for (const turn of turns) this.#texts.delete(turn);
    return keys;
  }

  /** Resets what threads and programs of this turn have reached. */
  forget(): void {
    this.#sites.delete(this.#turn);
  }

  /** Node itself loaded a source here, with another text than the instrumented one. */
  other(key: string): void {
    this.#others.add(key);
  }

  /** A source was copied here, or read in a way that cannot show a mutant. */
  copy(key: string): void {
    this.#copies.add(key);
  }

  /** Keys of sources that were loaded without mutants (`*` for any) or copied since the last call. */
  takeUnserved(): Pick<DryFile, 'unserved' | 'copied'> {
    this.#read();
    const unserved = [...this.#others].sort();
    const copied = [...this.#copies].sort();
    this.#others.clear();
    this.#copies.clear();
    return { ...(unserved.length > 0 && { unserved }), ...(copied.length > 0 && { copied }) };
  }

  /** Steps that threads and programs of this turn have spent, and whether they spent all. */
  get steps(): { spent: number; exhausted: boolean } {
    this.#read();
    return { spent: this.#steps.get(this.#turn) ?? 0, exhausted: this.#spent.has(this.#turn) };
  }

  #read(): void {
    if (!this.#started) return;
    for (const note of this.#reader.next()) this.#take(note);
  }

  #take(note: Note): void {
    const { turn } = note;
    if (note.kind === 'other') this.#others.add(note.key);
    else if (note.kind === 'copy') this.#copies.add(note.key);
    else if (note.kind === 'text')
      this.#texts.set(turn, (this.#texts.get(turn) ?? new Set<string>()).add(note.key));
    else if (note.kind === 'spent') this.#spent.add(turn);
    else if (note.kind === 'steps') this.#steps.set(turn, (this.#steps.get(turn) ?? 0) + note.steps);
    else if (note.kind === 'hit') {
      const sites: Sites = this.#sites.get(turn) ?? new Map<string, Set<number>>();
      this.#sites.set(turn, sites.set(note.key, (sites.get(note.key) ?? new Set<number>()).add(note.site)));
    }
  }
}

function plain(parts: (Sites | undefined)[]): Hits {
  const all = new Map<string, Set<number>>();
  for (const sites of parts)
    for (const [key, own] of sites ?? []) all.set(key, new Set([...(all.get(key) ?? []), ...own]));
  return Object.fromEntries([...all].map(([key, sites]) => [key, [...sites].sort((a, b) => a - b)]));
}
