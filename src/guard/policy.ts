import { dirname, sep } from 'node:path';
import { type Touches, TouchRecord } from './touches.ts';

/** One thing that is about to be done to a file or folder. */
export interface Access {
  /** `remove` also takes what is in a folder, and the old name of what is renamed. */
  kind: 'write' | 'remove';
  /** Absolute, without links except where the link itself is meant. */
  path: string;
  /** There is something of this name. */
  exists: boolean;
  /** The first folder on the way that is not there yet, if it would be made too. */
  makes?: string;
}

/** Devices, pipes and terminals hold nothing. */
const nothing =
  /^(\/dev\/(null|zero|full|tty|std(in|out|err)|fd\/\d+|pts\/\d+)|\/proc\/self\/fd\/\d+|\\\\\.\\nul|nul)$/i;

/**
 * What tests may do to files while code is broken: in their own folder for temporary files anything; elsewhere what the
 * clean suite was seen to do, and new names in folders in which it makes some.
 */
export class Policy {
  readonly #temporary: readonly string[];
  readonly #seen = new TouchRecord();
  /** Folders in which the clean suite makes or changes entries. */
  readonly #folders = new Set<string>();
  /** What was made although the clean suite does not make it. */
  #extra: string[] = [];

  /** @param temporary absolute paths of folders that nobody else uses, without links */
  constructor(temporary: readonly string[]) {
    this.#temporary = temporary;
  }

  /** What the clean suite does is allowed from now on. */
  learn(touches: Touches): void {
    this.#seen.add(touches);
    for (const path of touches.touched) this.#folders.add(dirname(path));
  }

  get seen(): Touches {
    return this.#seen.all;
  }

  /** The clean suite does it: notes what is worth knowing, and tells whether that is new. */
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
    // What is made with a break is the break's own to change and to remove.
    this.#seen.made.add(first);
    this.#extra.push(first);
    return true;
  }

  /** Files and folders made since this was asked last that the clean suite does not make. */
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

  /** Inside of a folder for temporary files; the folder itself is not. */
  isTemporary(path: string): boolean {
    return this.#temporary.some((folder) => path.startsWith(folder + sep));
  }

  /** Whether the clean suite makes or changes entries of the folder. */
  changesIn(folder: string): boolean {
    return this.#folders.has(folder);
  }

  /** Whether a change of the path, by whatever made it, fits what the clean suite does. */
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
