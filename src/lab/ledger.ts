import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { ignoreAll } from '../store/files.ts';
import type { JournalLine } from './protocol.ts';

/** What an interrupted audit had learned of one job. */
export interface Entry {
  lines: JournalLine[];
  /** The job came to its end. */
  done: boolean;
  died?: 'stuck';
}

interface Header {
  /** A hash of everything that the results depend on. */
  inputs: string;
  /** Of the process that writes, and the machine or container that it runs on. */
  pid: number;
  host: string;
  /** ISO 8601. */
  started: string;
}

type Row = { job: string; lines: JournalLine[] } | { job: string; done: true; died?: 'stuck' };

/** Results older than this, in hours, are not used: what tests see of the world may have changed. */
const mostHours = 24;

/** The rows of the audit that runs, on the disk as they come, so that an interrupted one can go on. */
export class Ledger {
  readonly #folder: string;
  readonly #onTrouble: (error: Error) => void;
  readonly #entries = new Map<string, Entry>();
  #file: number | undefined;
  /** When the interrupted audit began, if this one goes on with it. */
  readonly since: Date | undefined;

  /**
   * Begins anew, unless the folder holds results of the very same inputs.
   * @param inputs a hash of everything that the results depend on
   * @param onTrouble the rows can no longer be written; called once
   */
  constructor(folder: string, inputs: string, onTrouble: (error: Error) => void) {
    this.#folder = folder;
    this.#onTrouble = onTrouble;
    const path = join(folder, ledgerFile);
    const { header, entries } = read(path);
    // Another audit of this tree is at work: it keeps its ledger, and this one has none.
    if (header && isAtWork(header)) return;
    const goesOn = header?.inputs === inputs && isRecent(header) && entries.size > 0;
    if (goesOn) {
      this.#entries = entries;
      this.since = new Date(header.started);
    }
    this.#try(() => {
      mkdirSync(folder, { recursive: true });
      ignoreAll(folder);
      this.#file = openSync(path, goesOn ? 'a' : 'w');
      const started = (this.since ?? new Date()).toISOString();
      this.#write({ inputs, pid: process.pid, host: hostname(), started });
    });
  }

  /** What is known of the job; each entry is given once. */
  take(job: string): Entry | undefined {
    const entry = this.#entries.get(job);
    this.#entries.delete(job);
    return entry;
  }

  add(job: string, lines: JournalLine[]): void {
    if (lines.length > 0) this.#put({ job, lines });
  }

  done(job: string, died?: 'stuck'): void {
    this.#put({ job, done: true, ...(died && { died }) });
  }

  /** Leaves the rows for an audit to come. */
  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  /** Nothing of it is wanted any more. */
  discard(): void {
    if (this.#file === undefined) return;
    this.close();
    this.#remove();
  }

  #remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
    try {
      rmdirSync(dirname(this.#folder));
    } catch {
      // Something else is kept there.
    }
  }

  #put(row: Row): void {
    if (this.#file !== undefined) this.#try(() => this.#write(row));
  }

  #write(row: Header | Row): void {
    // Before it, as what was written last may lack its end.
    writeSync(this.#file!, `\n${JSON.stringify(row)}`);
  }

  #try(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.close();
      this.#remove();
      if (!isReadOnly(error)) this.#onTrouble(error as Error);
    }
  }
}

const ledgerFile = 'ledger.jsonl';

/** A line that was cut off is left out. The last header counts: an audit may be interrupted more than once. */
function read(path: string): { header: Header | undefined; entries: Map<string, Entry> } {
  let header: Header | undefined;
  const entries = new Map<string, Entry>();
  for (const line of isFile(path) ? readFileSync(path, 'utf8').split('\n') : []) {
    const row = parse(line);
    if (row === undefined) continue;
    if ('inputs' in row) {
      header = row;
      continue;
    }
    const entry: Entry = entries.get(row.job) ?? { lines: [], done: false };
    entries.set(row.job, entry);
    if ('lines' in row) entry.lines.push(...row.lines);
    else Object.assign(entry, { done: true, ...(row.died && { died: row.died }) });
  }
  return { header, entries };
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function parse(line: string): Header | Row | undefined {
  try {
    return JSON.parse(line) as Header | Row;
  } catch {
    return undefined;
  }
}

/** Whoever audits a project that may not be written to knows. */
function isReadOnly(error: unknown): boolean {
  return ['EROFS', 'EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '');
}

function isRecent({ started }: Header): boolean {
  return Date.now() - Date.parse(started) < mostHours * 3_600_000;
}

/** Containers give the same few numbers to their processes. */
function isAtWork({ pid, host }: Header): boolean {
  if (host !== hostname() || pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
