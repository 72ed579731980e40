import { closeSync, fstatSync, openSync, readSync, writeFileSync, writeSync } from 'node:fs';

// Bound at load, before they are watched, spied on or mocked; none of them goes through another.
const [open, close, stat, read, write] = [openSync, closeSync, fstatSync, readSync, writeFileSync];
const append = writeSync;

/** What threads and programs that a turn started say while they run; each line is whole, whatever ends them next. */
export type Note =
  /** A place was reached for the first time. */
  | { kind: 'hit'; turn: number; key: string; site: number }
  /** A source was loaded as another text than the instrumented one; `*`: any may have been. */
  | { kind: 'other'; turn: number; key: string }
  /** The text of a source was read; copied, or read in a way that cannot show a mutant. */
  | { kind: 'text' | 'copy'; turn: number; key: string }
  /** So many more steps were spent. */
  | { kind: 'steps'; turn: number; steps: number }
  /** All steps were spent. */
  | { kind: 'spent'; turn: number };

export function addNote(file: string, note: Note): void {
  const { kind, turn } = note;
  const rest = [
    ...('key' in note ? [note.key] : []),
    ...('site' in note ? [note.site] : []),
    ...('steps' in note ? [note.steps] : []),
  ];
  const opened = open(file, 'a');
  try {
    append(opened, `${[kind, turn, ...rest].join(' ')}\n`);
  } finally {
    close(opened);
  }
}

/** Reads what was noted since the last time. */
export class NoteReader {
  readonly #file: string;
  #read = 0;

  constructor(file: string) {
    this.#file = file;
    write(file, '');
  }

  next(): Note[] {
    const file = open(this.#file, 'r');
    try {
      const unread = Buffer.alloc(stat(file).size - this.#read);
      const size = read(file, unread, 0, unread.length, this.#read);
      const end = unread.lastIndexOf(0x0a, size - 1) + 1;
      this.#read += end;
      const lines = unread.toString('utf8', 0, end).split('\n');
      return lines.map(noteOf).filter((note) => note !== undefined);
    } finally {
      close(file);
    }
  }
}

function noteOf(line: string): Note | undefined {
  const [kind, turnText, first = '', second] = line.split(' ');
  const turn = Number(turnText);
  if (kind === 'hit') return { kind, turn, key: first, site: Number(second) };
  if (kind === 'other' || kind === 'text' || kind === 'copy') return { kind, turn, key: first };
  if (kind === 'steps') return { kind, turn, steps: Number(first) };
  return kind === 'spent' ? { kind, turn } : undefined;
}
