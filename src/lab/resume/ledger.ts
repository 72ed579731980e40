import { closeSync, mkdirSync, openSync, rmdirSync, rmSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { ignoreAll } from '../../store/gitignore.ts';
import { LineSigner, readSigned, readUnsigned } from '../../store/signed-lines.ts';
import { readPlainFile } from '../../system/plain-file.ts';
import type { JournalLine } from '../protocol.ts';
import { hashOf, type Inputs } from './inputs.ts';

/** What an interrupted audit knew about one job. */
export interface Entry {
  /** The test file that it ran, relative to the root. */
  file: string;
  lines: JournalLine[];
  /** The job finished. */
  done: boolean;
  died?: 'stuck';
}

interface Header {
  /** Everything that the results depend on. */
  inputs: Inputs;
  /** The process that writes, and its machine or container. */
  pid: number;
  host: string;
  /** ISO 8601. */
  started: string;
}

/** A job is identified by a hash of what it is, with its test file by path and its mutants by id. */
type Row =
  | { job: string; file: string; lines: JournalLine[] }
  | { job: string; file: string; done: true; died?: 'stuck' }
  | { job: string; forgotten: true };

/** Older results, in hours, are not used: tests may meet another world. */
const maxHours = 24;

export interface LedgerPlace {
  /** Absolute. Others may have put files there. */
  folder: string;
  inputs: Inputs;
  /** Only lines that are signed with it are believed. */
  key: Buffer;
  /** Whether existing results may be used. */
  mayGoOn: boolean;
  /** Which results of an audit of other inputs still hold; none if absent. */
  standing?: Standing;
  /** The rows can no longer be written. Called once. */
  onTrouble(error: Error): void;
}

/** Which results of an audit before an edit hold after it. */
export interface Standing {
  /** Sources and test files that changed, relative to the root. */
  changed: string[];
  holds(entry: Entry): boolean;
}

/** The rows of the running audit, on disk as they come, so that an audit can be resumed after an interruption. */
export class Ledger {
  readonly #place: LedgerPlace | undefined;
  readonly #entries = new Map<string, Entry>();
  #signer: LineSigner | undefined;
  #file: number | undefined;
  /** When the interrupted audit began, if this one resumes it. */
  readonly since: Date | undefined;
  /** Sources and test files that changed since. Results that may depend on them are not used. */
  readonly changed: string[];
  /** Why existing results are not used: somebody else wrote or changed them, or nobody asked to resume. */
  readonly unused: 'foreign' | 'not-asked-for' | undefined;

  /**
   * Starts a new ledger, unless there are results that hold.
   * @param place undefined to save nothing
   */
  constructor(place: LedgerPlace | undefined, found = place && readLedger(place)) {
    this.#place = place;
    this.changed = place?.standing?.changed ?? [];
    if (place === undefined || found === undefined) return;
    const { header, entries } = found;
    // Another audit of this tree is running. It keeps its ledger, and this one has none.
    if (header && isAtWork(header)) return;
    const holding = header && isRecent(header) ? holdingIn(found, place) : [];
    const goesOn = holding.length > 0 && place.mayGoOn;
    this.unused = found.foreign ? 'foreign' : holding.length > 0 && !goesOn ? 'not-asked-for' : undefined;
    if (goesOn) {
      this.#entries = new Map(holding);
      this.since = new Date(header!.started);
    }
    this.#signer = new LineSigner(place.key, goesOn ? found.last : '');
    this.#try(() => this.#begin(place, goesOn));
    if (goesOn) for (const job of entries.keys()) if (!this.#entries.has(job)) this.forget(job);
  }

  #begin({ folder, inputs }: LedgerPlace, goesOn: boolean): void {
    const path = join(folder, ledgerFile);
    mkdirSync(folder, { recursive: true });
    ignoreAll(folder);
    if (!goesOn) rmSync(path, { force: true });
    this.#file = openSync(path, goesOn ? 'a' : 'ax');
    const started = (this.since ?? new Date()).toISOString();
    this.#write({ inputs, pid: process.pid, host: hostname(), started });
  }

  /** The known results of the job; each entry is returned once. */
  take(job: string): Entry | undefined {
    const entry = this.#entries.get(job);
    this.#entries.delete(job);
    return entry;
  }

  add(job: string, file: string, lines: JournalLine[]): void {
    if (lines.length > 0) this.#put({ job, file, lines });
  }

  done(job: string, file: string, died?: 'stuck'): void {
    this.#put({ job, file, done: true, ...(died && { died }) });
  }

  /** The results of the job do not hold. */
  forget(job: string): void {
    this.#put({ job, forgotten: true });
  }

  /** Keeps the rows for a later audit. */
  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  /** The rows are no longer needed. */
  discard(): void {
    if (this.#file === undefined) return;
    this.close();
    this.#remove();
  }

  #remove(): void {
    const { folder } = this.#place!;
    rmSync(folder, { recursive: true, force: true });
    try {
      rmdirSync(dirname(folder));
    } catch {
      // Another file is at this path.
    }
  }

  #put(row: Row): void {
    if (this.#file !== undefined) this.#try(() => this.#write(row));
  }

  #write(row: Header | Row): void {
    // Starts a new line first, because the last one may be cut off.
    writeSync(this.#file!, `\n${this.#signer!.sign(JSON.stringify(row))}`);
  }

  #try(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.close();
      this.#remove();
      if (!isReadOnly(error)) this.#place!.onTrouble(error as Error);
    }
  }
}

const ledgerFile = 'ledger.jsonl';

export interface Found {
  header: Header | undefined;
  entries: Map<string, Entry>;
  /** The signature of the last line. */
  last: string;
  /** Somebody else wrote it, or changed it since. */
  foreign: boolean;
}

/** An incomplete last line is left out. The last header counts: an audit may be interrupted more than once. */
export function readLedger({ folder, key }: Pick<LedgerPlace, 'folder' | 'key'>): Found {
  const text = textOf(join(folder, ledgerFile));
  const signed = readSigned(text, key);
  const rows = (signed?.rows ?? readUnsigned(text)) as (Header | Row)[];
  const found: Found = {
    header: undefined,
    entries: new Map(),
    last: signed?.last ?? '',
    foreign: signed === undefined,
  };
  for (const row of rows) {
    if ('inputs' in row) found.header = row;
    else if (signed) add(found.entries, row);
  }
  return found;
}

function add(entries: Map<string, Entry>, row: Row): void {
  if ('forgotten' in row) return void entries.delete(row.job);
  const entry: Entry = entries.get(row.job) ?? { file: row.file, lines: [], done: false };
  entries.set(row.job, entry);
  if ('lines' in row) entry.lines.push(...row.lines);
  else Object.assign(entry, { done: true, ...(row.died && { died: row.died }) });
}

/** All results, if the inputs are the same. */
function holdingIn(
  { foreign, header, entries }: Found,
  { inputs, standing }: LedgerPlace,
): [string, Entry][] {
  if (foreign || !header) return [];
  if (hashOf(header.inputs) === hashOf(inputs)) return [...entries];
  return standing ? [...entries].filter(([, entry]) => standing.holds(entry)) : [];
}

/** Empty for anything that is no file, or too large to be written by realcov. */
function textOf(path: string): string {
  try {
    return readPlainFile(path);
  } catch {
    return '';
  }
}

/** In a read-only project, the user knows. */
function isReadOnly(error: unknown): boolean {
  return ['EROFS', 'EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '');
}

/** A time in the future is wrong. */
function isRecent({ started }: Header): boolean {
  const age = Date.now() - Date.parse(started);
  return age >= 0 && age < maxHours * 3_600_000;
}

/** Processes in different containers often have the same numbers. */
function isAtWork({ pid, host }: Header): boolean {
  if (host !== hostname() || pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
