import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

// Stored at load: where tests run, they are watched, spied on or mocked later.
const [open, close, stat, read] = [openSync, closeSync, fstatSync, readSync];

/** Reads a file to which lines are added, each line once. */
export class NewLines {
  readonly file: string;
  #read = 0;

  constructor(file: string) {
    this.file = file;
  }

  /** The lines since the last time; none where there is no file. One that is still being written is left for the next time. */
  next(): string[] {
    const unread = this.#unread();
    const end = unread.lastIndexOf(0x0a) + 1;
    this.#read += end;
    const lines = unread.toString('utf8', 0, end).split('\n');
    return lines.slice(0, -1);
  }

  #unread(): Buffer {
    let file: number | undefined;
    try {
      file = open(this.file, 'r');
      const bytes = Buffer.alloc(Math.max(0, stat(file).size - this.#read));
      return bytes.subarray(0, read(file, bytes, 0, bytes.length, this.#read));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
      throw error;
    } finally {
      if (file !== undefined) close(file);
    }
  }
}
