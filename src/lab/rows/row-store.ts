import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ignoreAll } from '../../store/gitignore.ts';
import { replaceFile } from '../../system/whole-file.ts';
import type { JournalLine } from '../protocol.ts';
import type { KnownRows, NewRows } from './known-rows.ts';
import { lastingRows } from './lasting-rows.ts';
import type { PresentState } from './present-state.ts';
import { packRows, type RowFile, unpackRows } from './row-file.ts';
import { inputsOf, type TestInputs } from './test-inputs.ts';

export interface RowStoreOptions {
  /** Absolute. Others may have put files there. */
  folder: string;
  /** Only files that are signed with it are believed. */
  key: Buffer;
  /** A hash of what the results of all test files depend on. */
  base: string;
  state: PresentState;
  /** When this audit read the first file, in milliseconds since 1970. */
  since: number;
  /** The source with this key, relative to the root. */
  pathOf(key: string): string | undefined;
}

/** So many states of a test file are kept: of branches that somebody works on at the same time. */
const keptStates = 6;

interface Entry {
  project: string;
  file: string;
  /** Names of the inputs of what is known. */
  inputs: string[];
  known: KnownRows | undefined;
  fresh: NewRows;
}

/** A test file of which nothing is kept, or not everything, and why. */
export interface NotKept {
  file: string;
  /** Why nothing is; undefined if it is about some tests only. */
  whole: boolean;
  why: string[];
}

/** Results of earlier audits that still hold, by test file. */
export class RowStore {
  readonly #options: RowStoreOptions;
  readonly #entries = new Map<string, Entry>();
  #withheld: { entry: Entry; name: string; then: JournalLine[] }[] = [];

  constructor(options: RowStoreOptions) {
    this.#options = options;
  }

  /** What is known of a test file; undefined if nothing of it holds. */
  rowsOf(project: string, file: string): KnownRows | undefined {
    return this.#entryOf(project, file).known;
  }

  /** Results of this audit, to be added to. */
  newRowsOf(project: string, file: string): NewRows {
    return this.#entryOf(project, file).fresh;
  }

  #entryOf(project: string, file: string): Entry {
    const id = idOf(project, file);
    const known = this.#entries.get(id);
    if (known) return known;
    const holding = this.#read(id).filter((found) => found.project === project && this.#holds(found));
    const entry: Entry = {
      project,
      file,
      inputs: [...new Set(holding.flatMap(({ inputs }) => Object.keys(inputs)))],
      known: holding.length > 0 ? united(holding.map(({ rows }) => rows)) : undefined,
      fresh: { jobs: new Map(), pairs: new Map(), clean: [], tests: [] },
    };
    this.#entries.set(id, entry);
    return entry;
  }

  #holds({ base, inputs }: RowFile): boolean {
    const { base: now, state } = this.#options;
    return base === now && Object.entries(inputs).every(([name, then]) => state.of(name) === then);
  }

  #read(id: string): RowFile[] {
    const folder = join(this.#options.folder, id);
    return namesIn(folder).flatMap((name) => {
      try {
        return unpackRows(readFileSync(join(folder, name)), this.#options.key) ?? [];
      } catch {
        // Written by an interrupted or another version.
        return [];
      }
    });
  }

  /**
   * From now on, some results are not known, so that they are run again.
   * @param count how many, if there are so many
   * @param files whose results are known
   */
  withhold(count: number, files: readonly { project: string; file: string }[], seed: number): void {
    const all = files.flatMap(({ project, file }) => {
      const entry = this.#entryOf(project, file);
      return resultsIn(entry.known).map(([name, then]) => ({ entry, name, then }));
    });
    const order = new Map(
      all.map((each) => [each, hash([seed, each.entry.project, each.entry.file, each.name])]),
    );
    this.#withheld = all.sort((a, b) => (order.get(a)! < order.get(b)! ? -1 : 1)).slice(0, count);
    for (const { entry, name } of this.#withheld) {
      entry.known?.pairs.delete(name);
      entry.known?.jobs.delete(name);
    }
  }

  /** The results that were withheld and have been found again, and those among them that are other ones now. */
  get verified(): { again: number; wrong: { file: string; then: JournalLine[] }[] } {
    const found = this.#withheld.flatMap(({ entry: { file, fresh }, name, then }) => {
      const pair = fresh.pairs.get(name);
      const now = pair ? [pair] : fresh.jobs.get(name);
      return now ? [{ file, then, isSame: saysOf(then) === saysOf(now) }] : [];
    });
    return { again: found.length, wrong: found.filter(({ isSame }) => !isSame) };
  }

  /** Deletes everything that is kept. */
  clear(): void {
    clearRows(this.#options.folder);
  }

  /** Writes what this audit has learned. Returns what could not be kept. */
  save(): NotKept[] {
    const notKept: NotKept[] = [];
    for (const [id, entry] of this.#entries) {
      const inputs = this.#inputsOf(entry);
      if (!inputs) continue;
      notKept.push(...reasons(entry.file, inputs));
      const lasting = lastingRows(entry.fresh, inputs);
      if (lasting.jobs.size + lasting.pairs.size > 0) this.#write(id, entry, inputs, lasting);
    }
    return notKept;
  }

  #inputsOf({ fresh, known, inputs }: Entry): TestInputs | undefined {
    const now = inputsOf(fresh.clean, this.#options.pathOf);
    if (!known) return now;
    const before = new Set(inputs);
    if (!now) return { reads: before, untracked: new Set(), untrackedTests: new Map() };
    return { ...now, reads: new Set([...now.reads, ...before]) };
  }

  #write(id: string, { project, file, known }: Entry, { reads }: TestInputs, lasting: KnownRows): void {
    const { folder, base, state, key, since } = this.#options;
    const names = [...reads, file].sort();
    // Nobody knows which text was run.
    if (names.some((each) => state.changedAt(each) >= since)) return;
    const inputs = Object.fromEntries(names.map((each) => [each, state.of(each)]));
    const rows = known ? united([known, lasting]) : lasting;
    const place = join(folder, id);
    mkdirSync(place, { recursive: true });
    ignoreAll(folder);
    const name = `${hash([base, inputs])}.rows`;
    replaceFile(join(place, name), packRows({ base, project, file, inputs, rows }, key));
    for (const old of namesIn(place).slice(keptStates)) rmSync(join(place, old), { force: true });
  }
}

/** The files of kept results in a folder, by the folders of their test files; absolute paths. */
export function rowFilesIn(folder: string): Map<string, string[]> {
  const places = entriesOf(folder).filter((name) => /^[0-9a-f]{24}$/.test(name));
  const files = places.map((name) => {
    const place = join(folder, name);
    return [place, namesIn(place).map((each) => join(place, each))] as const;
  });
  return new Map(files.filter(([, each]) => each.length > 0));
}

/** Deletes them, and nothing else: a configuration may name any folder. */
export function clearRows(folder: string): void {
  for (const [place, files] of rowFilesIn(folder)) {
    for (const file of files) rmSync(file, { force: true });
    if (entriesOf(place).length === 0) rmdirSync(place);
  }
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Results of breaks, not of clean runs. */
function resultsIn(rows: KnownRows | undefined): [name: string, lines: JournalLine[]][] {
  if (!rows) return [];
  const jobs = [...rows.jobs].filter(([, lines]) => lines.some(({ kind }) => kind === 'file'));
  return [...[...rows.pairs].map(([name, row]): [string, JournalLine[]] => [name, [row]]), ...jobs];
}

/** What a result means for verdicts. */
function saysOf(lines: readonly JournalLine[]): string {
  return JSON.stringify(
    lines.map((line) => {
      if (line.kind === 'pair') return [line.test, line.mutant, line.outcome, line.thrown];
      if (line.kind === 'file')
        return [line.mutant, line.hit, line.killers, line.timeouts, line.fileKiller?.what, line.complete];
      return line.kind;
    }),
  );
}

/** The newest first. */
function namesIn(folder: string): string[] {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.rows'));
    const ages = new Map(names.map((name) => [name, statSync(join(folder, name)).mtimeMs]));
    return names.sort((a, b) => ages.get(b)! - ages.get(a)!);
  } catch {
    return [];
  }
}

function united(all: KnownRows[]): KnownRows {
  return {
    tests: all.find(({ tests }) => tests.length > 0)?.tests ?? [],
    jobs: new Map(all.flatMap(({ jobs }) => [...jobs])),
    pairs: new Map(all.flatMap(({ pairs }) => [...pairs])),
  };
}

function reasons(file: string, { untracked, untrackedTests }: TestInputs): NotKept[] {
  if (untracked.size > 0) return [{ file, whole: true, why: [...untracked].sort() }];
  if (untrackedTests.size === 0) return [];
  return [{ file, whole: false, why: [...new Set([...untrackedTests.values()].flat())].sort() }];
}

function idOf(project: string, file: string): string {
  return hash([project, file]);
}

function hash(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 24);
}
