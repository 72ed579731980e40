import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { NewLines } from '../../system/new-lines.ts';

// Stored at load, before they are watched, spied on or mocked; none of them calls another.
const [open, close, write, append] = [openSync, closeSync, writeFileSync, writeSync];

/** What threads and programs of a turn report while they run. Each line is whole, even if they are killed next. */
export type Note =
  /** A place was reached for the first time. */
  | { kind: 'hit'; turn: number; key: string; site: number }
  /** A source was loaded with another text than the instrumented one; `*`: any source may be. */
  | { kind: 'other'; turn: number; key: string }
  /** The text of a source was read; or it was copied, or read in a way that cannot show a mutant. */
  | { kind: 'text' | 'copy'; turn: number; key: string }
  /** This many more steps were spent. */
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

/** Reads the notes since the last call. */
export class NoteReader {
  readonly #lines: NewLines;

  constructor(file: string) {
    this.#lines = new NewLines(file);
    write(file, '');
  }

  next(): Note[] {
    return this.#lines.next().flatMap((line) => noteOf(line) ?? []);
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
