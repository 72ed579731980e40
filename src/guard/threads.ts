import { join } from 'node:path';
import { extraIn, type GuardOrder, noNotes, refusalIn, seenIn } from './notes.ts';
import { guardedThread, writeOrder } from './preloaded.ts';
import type { Touches } from './touches.ts';

interface ThreadSettings {
  root: string;
  temporary: string[];
  /** Folder of settings and notes, absolute. */
  folder: string;
}

/** Each thread has its own `node:fs`, so each gets its own guard. */
export class GuardedThreads {
  readonly #settings: ThreadSettings;
  readonly #notes: string;
  #order: string;
  #started = false;

  constructor(settings: ThreadSettings) {
    this.#settings = settings;
    this.#notes = join(settings.folder, `notes-${process.pid}`);
    this.#order = this.#write('learn');
  }

  /** Applies to threads that are started from now on. */
  hold(touches: Touches): void {
    this.#order = this.#write('hold', touches);
  }

  optionsFor(options: object | undefined): object {
    this.#started = true;
    return guardedThread(options, this.#order);
  }

  get seen(): Touches {
    return seenIn(this.#notes);
  }

  /** Absolute paths that threads have made and the clean suite does not make. */
  get extra(): string[] {
    return this.#started ? extraIn(this.#notes) : [];
  }

  /** Returns the flag and resets it. */
  takeRefusal(): string | undefined {
    if (!this.#started) return undefined;
    const refusal = refusalIn(this.#notes);
    if (refusal !== undefined) noNotes(this.#notes);
    return refusal;
  }

  #write(name: string, touches?: Touches): string {
    const { root, temporary, folder } = this.#settings;
    const order: GuardOrder = { root, temporary, notes: this.#notes, ...(touches && { touches }) };
    const file = join(folder, `${name}-${process.pid}.cjs`);
    writeOrder(file, order);
    return file;
  }
}
