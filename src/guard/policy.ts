import { dirname, sep } from 'node:path';
import { type Touches, TouchRecord } from './touches.ts';

/** One change of a file or folder, before it is made. */
export interface Access {
  /** `remove` includes the content of a folder, and the old name of a renamed file. */
  kind: 'write' | 'remove';
  /** Absolute, without links except where the link itself is meant. */
  path: string;
  /** The path exists. */
  exists: boolean;
  /** The first missing parent folder, if it would be made too. */
  makes?: string;
}

/** Devices, pipes and terminals have no content. */
const nothing =
  /^(\/dev\/(null|zero|full|tty|std(in|out|err)|fd\/\d+|pts\/\d+)|\/proc\/self\/fd\/\d+|\\\\\.\\nul|nul)$/i;

/**
 * Decides what tests may do to files while code is broken. In their own folder for temporary files: anything. Elsewhere: the
 * same changes as the clean suite, and new names in folders in which the clean suite makes new names.
 */
export class Policy {
  readonly #temporary: readonly string[];
  readonly #seen = new TouchRecord();
  /** Folders in which the clean suite adds or changes entries. */
  readonly #folders = new Set<string>();
  /** Paths that were made although the clean suite does not make them. */
  #extra: string[] = [];

  /** @param temporary absolute paths of own folders, without links */
  constructor(temporary: readonly string[]) {
    this.#temporary = temporary;
  }

  /** Allows these changes from now on. */
  learn(touches: Touches): void {
    this.#seen.add(touches);
    for (const path of touches.touched) this.#folders.add(dirname(path));
  }

  get seen(): Touches {
    return this.#seen.all;
  }

  /** Notes a change by the clean suite. Returns whether it is new. */
  note({ kind, path, exists, makes }: Access): boolean {
    if (this.#isFree(path)) return false;
    const { touched, made, removed } = this.#seen;
    const before = touched.size + made.size + removed.size;
    touched.add(path);
    this.#folders.add(dirname(path));
    if (kind === 'remove') removed.add(path);
    else if (!exists) made.add(makes ?? path);
    if (makes) this.#folders.add(dirname(makes));
    return touched.size + made.size + removed.size > before;
  }

  noteCommand(line: string[]): void {
    this.#seen.addCommand(line);
  }

  noteSignal(signal: string): void {
    this.#seen.signals.add(signal);
  }

  allows(access: Access): boolean {
    const { kind, path, exists, makes } = access;
    if (this.#isFree(path) || this.#isMade(path)) return true;
    if (kind === 'remove') return !exists || this.#seen.removed.has(path);
    if (this.#seen.touched.has(path)) return true;
    const first = makes ?? path;
    if (exists || !this.#folders.has(dirname(first))) return false;
    // A break may change and remove files that it has made itself.
    this.#seen.made.add(first);
    this.#extra.push(first);
    return true;
  }

  /** Files and folders that were made since the last call and that the clean suite does not make. */
  takeExtra(): string[] {
    const extra = this.#extra;
    this.#extra = [];
    return extra;
  }

  allowsSignal(signal: string): boolean {
    return this.#seen.signals.has(signal);
  }

  get commands(): readonly string[][] {
    return this.#seen.commands;
  }

  /** Whether the path is inside of a folder for temporary files. The folder itself is not. */
  isTemporary(path: string): boolean {
    return this.#temporary.some((folder) => path.startsWith(folder + sep));
  }

  /** Whether the clean suite adds or changes entries of the folder. */
  changesIn(folder: string): boolean {
    return this.#folders.has(folder);
  }

  /** Whether the clean suite changes the path in this way too. */
  expects(path: string): boolean {
    return (
      this.#isFree(path) ||
      this.#isMade(path) ||
      this.#seen.touched.has(path) ||
      this.#seen.removed.has(path) ||
      this.#isBelow(path, this.#seen.removed)
    );
  }

  #isFree(path: string): boolean {
    return nothing.test(path) || this.isTemporary(path);
  }

  #isMade(path: string): boolean {
    return this.#seen.made.has(path) || this.#isBelow(path, this.#seen.made);
  }

  #isBelow(path: string, folders: ReadonlySet<string>): boolean {
    if (folders.size === 0) return false;
    for (let at = dirname(path); at !== dirname(at); at = dirname(at)) if (folders.has(at)) return true;
    return false;
  }
}
