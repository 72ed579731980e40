import type { Inputs, Untracked } from '../../protocol.ts';
import type { LoadedFiles, SessionSetup } from '../driver.ts';
import type { Realm } from '../realm.ts';
import { InputWatch } from './input-watch.ts';

/** What each turn and each load of a worker takes in. */
export class TrackedInputs {
  readonly #watch: InputWatch;
  readonly #loadedFiles: () => LoadedFiles;
  #files: LoadedFiles;
  /** Modules of this load that were told of, or that its clean run loads too. */
  #known = new Set<string>();
  #outside = new Collector();
  #isClean = false;

  constructor({ root, folder }: Pick<SessionSetup, 'root' | 'folder'>, loadedFiles: () => LoadedFiles) {
    this.#watch = new InputWatch(root, [folder]);
    this.#loadedFiles = loadedFiles;
    this.#files = loadedFiles();
  }

  readonly onNativeLoad = (path: string): void => this.#watch.loadedByNode(path);

  startsOther(): void {
    this.#watch.untracked('programs');
  }

  enter({ global }: Realm): void {
    this.#watch.watchClockOf(global);
  }

  beginLoad(): void {
    this.#watch.take();
    this.#outside = new Collector();
    this.#files = this.#loadedFiles();
    this.#known = new Set();
  }

  /** The file is loaded. @param isClean without any mutant */
  loaded(isClean: boolean): void {
    // What a clean run loads is told elsewhere.
    this.#isClean = isClean;
    if (isClean) this.#newlyLoaded();
  }

  beginTurn(): void {
    this.#outside.add(this.#taken());
  }

  endTurn(): Inputs | undefined {
    return notEmpty(this.#taken());
  }

  /** What was taken in outside of turns. */
  endLoad(): Inputs {
    this.#outside.add(this.#taken());
    if (this.#isClean) this.#outside.add(this.#watch.kept);
    return this.#outside.all;
  }

  #taken(): Inputs {
    const { reads, untracked } = this.#watch.take();
    return { reads: [...reads, ...this.#newlyLoaded()], untracked };
  }

  #newlyLoaded(): string[] {
    this.#files.look();
    if (this.#files.count === this.#known.size) return [];
    const fresh = this.#files.all.filter((file) => !this.#known.has(file));
    for (const file of fresh) this.#known.add(file);
    return fresh;
  }
}

class Collector {
  readonly #reads = new Set<string>();
  readonly #untracked = new Set<Untracked>();

  add({ reads, untracked }: Inputs): void {
    for (const path of reads) this.#reads.add(path);
    for (const what of untracked) this.#untracked.add(what);
  }

  get all(): Inputs {
    return { reads: [...this.#reads], untracked: [...this.#untracked] };
  }
}

function notEmpty(inputs: Inputs): Inputs | undefined {
  return inputs.reads.length + inputs.untracked.length > 0 ? inputs : undefined;
}
