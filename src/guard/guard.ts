import { dirname, relative, sep } from 'node:path';
import { type Command, type CommandRules, lineOf, obeysInput, strangeWord } from './commands.ts';
import { reachesOnlyKin } from './own-processes.ts';
import { type Access, Policy } from './policy.ts';
import { realPath } from './real-path.ts';
import type { Touches } from './touches.ts';
import { watchDatabases } from './watch-databases.ts';
import { watchFiles } from './watch-files.ts';
import { watchProcesses } from './watch-processes.ts';

export interface GuardSettings {
  /** Folder of the project, absolute, without links. */
  root: string;
  /** Own folders for temporary files, absolute, without links. */
  temporary: string[];
  /** Changes by other programs are undone, so these programs need no guard. */
  isContained: boolean;
  /** A refusal, in words that follow "the break": "would have deleted src". */
  onRefusal(what: string): void;
  /** A file is changed. */
  onChange?(): void;
  /** Called before files and folders are made that the clean suite does not make. Paths are absolute. */
  onExtra?(paths: string[]): void;
  /** The clean suite has done something for the first time. */
  onLearned?(): void;
  /** What comes is not seen wholly: another program, a thread, native code, or a database. */
  onUnseen?(): void;
  /** Options that guard a thread too. */
  threadOptions?(options: object | undefined): object | undefined;
  /** `NODE_OPTIONS` that guard a program too, if it runs on Node. */
  nodeOptions?(given: string | undefined): string;
}

/** Signals that write the memory of the process to a file, see signal(7). */
const dumpsCore = /^(SIG(ABRT|BUS|FPE|ILL|IOT|QUIT|SEGV|SYS|TRAP|XCPU|XFSZ)|3|4|5|6|7|8|11|24|25|31)$/;

/** Thrown instead of a refused call. */
class RefusedError extends Error {
  readonly code = 'EPERM';

  constructor(what: string) {
    super(`realcov refused it: the break ${what}`);
    this.name = 'RefusedError';
  }
}

/**
 * Protects the machine from the code of a suite. While nothing is broken, it notes what the suite does to files and
 * processes. After `hold`, only that is allowed, and everything else is refused before it happens.
 */
export class Guard {
  readonly #settings: GuardSettings;
  readonly #policy: Policy;
  readonly #children = new Set<number>();
  #holds = false;
  #startedOthers = false;
  /** Loads native code, which can write files without Node. */
  #loadedNative = false;

  /** Create it once in a process, before code of the project is loaded. */
  constructor(settings: GuardSettings) {
    this.#settings = settings;
    this.#policy = new Policy(settings.temporary);
    watchFiles((accesses) => this.#files(accesses));
    watchDatabases(
      (accesses) => this.#files(accesses),
      () => settings.onUnseen?.(),
      () => (this.#holds ? this.#refuse('would have had a database open another file') : undefined),
    );
    watchProcesses({
      onSignal: (pid, signal) => this.#signal(pid, signal),
      onCommand: (command) => this.#command(command),
      onThread: (options) => {
        this.#startsOther();
        return settings.threadOptions?.(options) ?? options;
      },
      nodeOptions: (given) => settings.nodeOptions?.(given) ?? given,
      onChild: (pid) => this.#children.add(pid),
      onInput: (command) => (obeysInput(command) ? this.#command(command) : undefined),
    });
    const { dlopen } = process;
    process.dlopen = (...args: Parameters<typeof dlopen>) => {
      this.#loadedNative = true;
      settings.onUnseen?.();
      return dlopen.apply(process, args);
    };
  }

  /** From now on, only actions of the clean suite are allowed. */
  hold(touches: Touches): void {
    this.#policy.learn(touches);
    this.#holds = true;
  }

  get holds(): boolean {
    return this.#holds;
  }

  /** Changes so far outside of the folder for temporary files. */
  get seen(): Touches {
    return this.#policy.seen;
  }

  /** Adds changes of the suite that were found on the disk. */
  learn(touches: Touches): void {
    this.#policy.learn(touches);
  }

  /** Whether something ran since the last call that the guard cannot see. Resets the flag. */
  ranUnseen(): boolean {
    const ran = this.#startedOthers || this.#loadedNative;
    this.#startedOthers = false;
    return ran;
  }

  /**
   * Whether the clean suite makes such a change too.
   * @param madeIn if the path is new: the folder that existed before
   */
  expects(path: string, madeIn?: string): boolean {
    return this.#policy.expects(path) || (madeIn !== undefined && this.#policy.changesIn(madeIn));
  }

  #files(accesses: Access[]): Error | undefined {
    this.#settings.onChange?.();
    if (!this.#holds) {
      let isNew = false;
      for (const access of accesses) isNew = this.#policy.note(access) || isNew;
      if (isNew) this.#settings.onLearned?.();
      return undefined;
    }
    const refused = accesses.find((access) => !this.#policy.allows(access));
    const extra = this.#policy.takeExtra();
    if (extra.length > 0) this.#settings.onExtra?.(extra);
    if (!refused) return undefined;
    const verb = refused.kind === 'remove' ? 'deleted or renamed' : 'written to';
    return this.#refuse(`would have ${verb} ${this.shown(refused.path)}`);
  }

  #signal(pid: number, signal: string | number): Error | undefined {
    if (this.#children.has(Math.abs(pid))) return undefined;
    // This can only end its own process, which is a normal result.
    if (pid === process.pid && !dumpsCore.test(String(signal))) return undefined;
    if (this.#settings.isContained && reachesOnlyKin(pid, (each) => this.#children.has(each)))
      return undefined;
    const name = pid === process.pid ? `${signal} to itself` : `${signal} to ${pid}`;
    if (!this.#holds) this.#learned(() => this.#policy.noteSignal(name));
    else if (!this.#policy.allowsSignal(name)) {
      const whom = pid === process.pid ? 'its own process' : `process ${pid}`;
      return this.#refuse(`would have sent ${signal} to ${whom}`);
    }
    return undefined;
  }

  #command(command: Command): Error | undefined {
    this.#startsOther();
    const rules: CommandRules = {
      seen: this.#policy.commands,
      isFree: (path) => this.#isTemporary(path),
      isChild: (pid) => this.#children.has(pid),
    };
    if (!this.#holds) this.#learned(() => this.#policy.noteCommand(lineOf(command, rules)));
    else if (!this.#settings.isContained) {
      const word = strangeWord(command, rules);
      if (word !== undefined)
        return this.#refuse(`would have started ${[command.program, ...command.args].join(' ')}`);
    }
    return undefined;
  }

  #startsOther(): void {
    this.#startedOthers = true;
    this.#settings.onUnseen?.();
  }

  /** Checks the path and also its real path: a folder for temporary files may contain links, and `..` leads out of it. */
  #isTemporary(path: string): boolean {
    if (!this.#policy.isTemporary(path)) return false;
    const found = realPath(path, false);
    return found !== undefined && this.#policy.isTemporary(found.path);
  }

  #learned(note: () => void): void {
    note();
    this.#settings.onLearned?.();
  }

  #refuse(what: string): Error {
    this.#settings.onRefusal(what);
    return new RefusedError(what);
  }

  /** A path for people to read, relative to the project if possible. */
  shown(path: string): string {
    const { root } = this.#settings;
    if (path === root) return 'the folder of the project';
    if (root.startsWith(path === dirname(path) ? path : path + sep))
      return `${path}, which holds the project`;
    return path.startsWith(root + sep) ? relative(root, path) : path;
  }
}
