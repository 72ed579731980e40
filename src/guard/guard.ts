import { dirname, relative, sep } from 'node:path';
import { type Command, type CommandRules, lineOf, obeysInput, strangeWord } from './commands.ts';
import { reachesOnlyKin } from './kin.ts';
import { type Access, Policy } from './policy.ts';
import { realPath } from './real-path.ts';
import type { Touches } from './touches.ts';
import { watchDatabases } from './watch-databases.ts';
import { watchFiles } from './watch-files.ts';
import { watchProcesses } from './watch-processes.ts';

export interface GuardSettings {
  /** Folder of the project, absolute, without links. */
  root: string;
  /** Folders for temporary files that nobody else uses, absolute, without links. */
  temporary: string[];
  /** What other programs do does not last: they need not be held. */
  isContained: boolean;
  /** A refusal, in words that follow "the break": "would have deleted src". */
  onRefusal(what: string): void;
  /** A file is changed, whoever asked for it. */
  onChange?(): void;
  /** Files and folders are about to be made that the clean suite does not make. Paths are absolute. */
  onExtra?(paths: string[]): void;
  /** The clean suite has done something that it was not seen to do before. */
  onLearned?(): void;
  /** Options for a thread, so that it is guarded too. */
  threadOptions?(options: object | undefined): object | undefined;
  /** `NODE_OPTIONS` of a program, so that it is guarded too if it is one of Node. */
  nodeOptions?(given: string | undefined): string;
}

/** Signals that leave a file with the memory of the process behind, see signal(7). */
const dumpsCore = /^(SIG(ABRT|BUS|FPE|ILL|IOT|QUIT|SEGV|SYS|TRAP|XCPU|XFSZ)|3|4|5|6|7|8|11|24|25|31)$/;

/** Thrown in place of what is refused. */
class RefusedError extends Error {
  readonly code = 'EPERM';

  constructor(what: string) {
    super(`realcov refused it: the break ${what}`);
    this.name = 'RefusedError';
  }
}

/**
 * Stands between the code of a suite and the machine. It first notes what the suite does to files and processes while
 * nothing is broken; once it holds, only that is allowed, and everything else is refused before it happens.
 */
export class Guard {
  readonly #settings: GuardSettings;
  readonly #policy: Policy;
  readonly #children = new Set<number>();
  #holds = false;
  #startedOthers = false;
  /** Loads code that is not JavaScript, which may write files by itself. */
  #loadedNative = false;

  /** To be made once a process, before code of the project is loaded. */
  constructor(settings: GuardSettings) {
    this.#settings = settings;
    this.#policy = new Policy(settings.temporary);
    watchFiles((accesses) => this.#files(accesses));
    watchDatabases(
      (accesses) => this.#files(accesses),
      () => (this.#holds ? this.#refuse('would have had a database open another file') : undefined),
    );
    watchProcesses({
      onSignal: (pid, signal) => this.#signal(pid, signal),
      onCommand: (command) => this.#command(command),
      onThread: (options) => {
        this.#startedOthers = true;
        return settings.threadOptions?.(options) ?? options;
      },
      nodeOptions: (given) => settings.nodeOptions?.(given) ?? given,
      onChild: (pid) => this.#children.add(pid),
      onInput: (command) => (obeysInput(command) ? this.#command(command) : undefined),
    });
    const { dlopen } = process;
    process.dlopen = (...args: Parameters<typeof dlopen>) => {
      this.#loadedNative = true;
      return dlopen.apply(process, args);
    };
  }

  /** From now on only what the clean suite does is allowed. */
  hold(touches: Touches): void {
    this.#policy.learn(touches);
    this.#holds = true;
  }

  get holds(): boolean {
    return this.#holds;
  }

  /** What was done so far outside of the folder for temporary files. */
  get seen(): Touches {
    return this.#policy.seen;
  }

  /** Adds what others did for the suite, as it is found on the disk. */
  learn(touches: Touches): void {
    this.#policy.learn(touches);
  }

  /** Whether something ran since the last time that is not seen from here. Asks, and forgets. */
  ranUnseen(): boolean {
    const ran = this.#startedOthers || this.#loadedNative;
    this.#startedOthers = false;
    return ran;
  }

  /**
   * Whether a change fits what the clean suite does.
   * @param madeIn if the path is new: the folder that was there before
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
    // It ends its own process at most, which is a result like any other.
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
    this.#startedOthers = true;
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

  /** By its text, and by where it leads: a folder for temporary files may hold links, and `..` leads out of it. */
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

  /** A path as people read it: by what it is to the project. */
  shown(path: string): string {
    const { root } = this.#settings;
    if (path === root) return 'the folder of the project';
    if (root.startsWith(path === dirname(path) ? path : path + sep))
      return `${path}, which holds the project`;
    return path.startsWith(root + sep) ? relative(root, path) : path;
  }
}
