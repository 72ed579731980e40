import { NativeReloads } from '../elsewhere/native-loads.ts';
import type { DryFile } from '../protocol.ts';
import { Baseline } from './baseline.ts';
import type { Leftovers } from './driver.ts';
import { GlobalState } from './global-state.ts';
import { type ListenerRules, Listeners } from './listeners.ts';
import { Packages } from './packages.ts';

export interface ProcessSettings {
  root: string;
  sandboxed: boolean;
  /** Folders of the test runner and what it is made of, which stay loaded. */
  packages: string[];
  /** Whether what has this address stays loaded as well. */
  keeps?(url: string): boolean;
  /** Objects of the test runner that packages and set-up files extend. */
  objects: object[];
  /** Globals that the test runner adds once in a worker, on first use. */
  ownGlobals: RegExp;
  errors: ListenerRules;
}

/** State of a process that outlives the project's own modules. Before each load of a file it is reset to that of a new process. */
export class ProcessLeftovers implements Leftovers {
  readonly #settings: ProcessSettings;
  readonly listeners: Listeners;
  readonly #globalState: GlobalState;
  #reloads: NativeReloads | undefined;
  #packages: Packages | undefined;
  #baseline: Baseline | undefined;
  /** Packages that are loaded again also repeat their set-up. */
  #renews = true;

  constructor(settings: ProcessSettings) {
    this.#settings = settings;
    this.listeners = new Listeners(settings.errors);
    this.#globalState = new GlobalState(settings.ownGlobals);
  }

  begin(): void {
    const { root, sandboxed, packages, keeps, objects, ownGlobals } = this.#settings;
    if (!sandboxed) this.#reloads = new NativeReloads(root);
    this.#packages = new Packages(packages, keeps);
    this.#baseline = new Baseline(objects, ownGlobals);
  }

  /** Call before a load. Returns false if something cannot be reset. */
  restore(): boolean {
    this.#globalState.restore();
    this.listeners.restore();
    const isBack = this.#baseline?.restore() !== false;
    this.#renews = this.#packages?.renew() !== false;
    this.#reloads?.begin();
    return isBack;
  }

  /** The file is loaded. */
  loaded(file: string, isClean: boolean): void {
    this.#baseline?.loaded();
    if (!isClean) return;
    this.#globalState.loaded(file);
    this.listeners.loaded(file);
    if (!this.#renews) this.#baseline?.learn();
  }

  /** Whether results of a load with a mutant can be trusted although some packages are loaded only once in a process. */
  knows(file: string): boolean {
    return this.#globalState.knows(file) && this.listeners.knows(file);
  }

  /** Removes additions of a test to built-in objects. Returns false if something cannot be removed. */
  restoreLanguage(): boolean {
    return this.#baseline?.restoreLanguage() !== false;
  }

  get leaks(): boolean {
    return this.listeners.leaks;
  }

  /** Kinds of state in this file that outlive the project's own modules. */
  get state(): Pick<DryFile, 'keepsState' | 'stale'> {
    const used = this.#packages?.used === true;
    return {
      ...((used || 'document' in globalThis) && { keepsState: true as const }),
      ...(((used && !this.#renews) || this.#reloads?.isStale) && { stale: true as const }),
    };
  }
}
