import { lstatSync, rmSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { changesIn } from '../../contain/changes.ts';
import type { Copies } from '../../contain/mounts.ts';
import { Guard } from '../../guard/guard.ts';
import { GuardedThreads } from '../../guard/threads.ts';
import type { Touches } from '../../guard/touches.ts';

// Stored at load, before it is watched.
const remove = rmSync;
const lstat = lstatSync;
const isThere = (path: string) => lstat(path, { throwIfNoEntry: false }) !== undefined;

export interface HarmSettings {
  /** Of the project, absolute. */
  root: string;
  /** Folder of the lab, and the one in it that this process may write to, absolute. */
  folder: string;
  journals: string;
  /** The copies that tests run on; undefined if there are none. */
  copies: Copies | undefined;
  /** A file is changed. */
  onChange(): void;
  /** Called before files and folders are made in the project itself that the clean suite does not make. */
  onExtra(paths: string[]): void;
  /** Another program, a thread or native code starts. */
  onUnseen(): void;
  /** A refusal, in words that follow "the break". */
  onRefusal(what: string): void;
}

/** Keeps code in this worker from doing harm, and finds out what programs did that the code started. */
export class Harm {
  readonly #guard: Guard;
  readonly #copies: Copies | undefined;
  readonly #threads: GuardedThreads | undefined;
  #extra: string[] = [];

  constructor({ root, folder, journals, copies, onChange, onExtra, onUnseen, onRefusal }: HarmSettings) {
    this.#copies = copies;
    const temporary = [join(folder, 'tmp')];
    // Changes by threads are found on the copy.
    this.#threads = copies ? undefined : new GuardedThreads({ root, temporary, folder: journals });
    this.#guard = new Guard({
      root,
      temporary,
      isContained: copies !== undefined,
      onChange,
      onUnseen,
      onRefusal,
      // On a copy nothing of it is needed.
      ...(!copies && {
        onExtra: (paths) => {
          this.#extra.push(...paths);
          onExtra(paths);
        },
      }),
      threadOptions: (options) => this.#threads?.optionsFor(options) ?? options,
    });
  }

  /** From now on only what the clean suite does is allowed. */
  hold(touches: Touches): void {
    this.#guard.hold(touches);
    this.#threads?.hold(touches);
  }

  /** What a thread was kept from doing since the last call, in words that follow "the break". */
  refusedInThread(): string | undefined {
    return this.#threads?.takeRefusal();
  }

  /**
   * All that the clean suite does, including other programs as far as realcov sees them, and whether there were any since
   * the last call; undefined once only that is allowed.
   */
  touches(): { touches: Touches; unseen?: true } | undefined {
    if (this.#guard.holds) return undefined;
    const unseen = this.#guard.ranUnseen();
    if (this.#copies && unseen) {
      const changes = changesIn(this.#copies.layers);
      this.#guard.learn({
        touched: changes.map(({ path }) => path),
        made: [],
        removed: changes.filter(({ removed }) => removed).map(({ path }) => path),
        commands: [],
        signals: [],
      });
    }
    if (this.#threads) this.#guard.learn(this.#threads.seen);
    return { touches: this.#guard.seen, ...(unseen && { unseen }) };
  }

  /** Removes files that a break made in the project. */
  tidy(): void {
    for (const path of [...this.#extra, ...(this.#threads?.extra ?? [])])
      remove(path, { recursive: true, force: true });
    this.#extra = [];
  }

  /** What another program has done to files since the last call, in words that follow "the break". */
  found(): string | undefined {
    if (!this.#copies || !this.#guard.holds || !this.#guard.ranUnseen()) return undefined;
    const { layers, original } = this.#copies;
    const change = changesIn(layers).find(({ path }) => !this.#guard.expects(path, madeIn(path, original)));
    return (
      change && `would have ${change.removed ? 'deleted' : 'written to'} ${this.#guard.shown(change.path)}`
    );
  }
}

/** The folder of a new file or folder; undefined if it is not new, or if nobody knows. */
function madeIn(path: string, { lower, at }: Copies['original']): string | undefined {
  if (!path.startsWith(lower + sep) || isThere(at + path.slice(lower.length))) return undefined;
  for (let folder = dirname(path); folder.startsWith(lower + sep); folder = dirname(folder))
    if (isThere(at + folder.slice(lower.length))) return folder;
  return lower;
}
