import { openSync, writeSync } from 'node:fs';
import type { JournalLine } from '../protocol.ts';

/** Appends lines synchronously, so that they are not lost if this process ends. */
export class Journal {
  // Bound at load, before a suite can spy on or mock the file system.
  readonly #write = writeSync;
  readonly #file: number;
  #pending = '';

  constructor(path: string) {
    this.#file = openSync(path, 'a');
  }

  /** Holds the line back until the next flush. */
  add(line: JournalLine): void {
    this.#pending += `${JSON.stringify(line)}\n`;
    if (this.#pending.length > 1 << 16) this.flush();
  }

  flush(): void {
    if (this.#pending === '') return;
    this.#write(this.#file, this.#pending);
    this.#pending = '';
  }
}
