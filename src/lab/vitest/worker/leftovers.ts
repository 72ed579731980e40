import { NativeReloads } from '../../elsewhere/native-loads.ts';
import type { DryFile } from '../../protocol.ts';
import { Packages } from '../../worker/packages.ts';
import { Baseline } from './baseline.ts';
import { GlobalState } from './global-state.ts';
import { Listeners } from './listeners.ts';
import type { WorkerSetup } from './worker-setup.ts';

/** What outlives the project's own modules in a process: with each load of a file it is what a process of its own has. */
export class Leftovers {
  readonly listeners = new Listeners();
  readonly #globalState = new GlobalState();
  #reloads: NativeReloads | undefined;
  #packages: Packages | undefined;
  #baseline: Baseline | undefined;
  /** Packages that are loaded anew install again what they install. */
  #renews = true;

  /** What is there now belongs there: to be called once all is there that watches or locks. */
  begin({
    root,
    sandboxed,
    packages,
    chai,
  }: Pick<WorkerSetup, 'root' | 'sandboxed' | 'packages' | 'chai'>): void {
    if (!sandboxed) this.#reloads = new NativeReloads(root);
    this.#packages = new Packages(packages);
    this.#baseline = new Baseline([chai.Assertion.prototype]);
  }

  /** Before a load; false if something cannot be put back. */
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

  /** Whether a load of the file with a mutant can be told from one that lacks what is loaded once a process. */
  knows(file: string): boolean {
    return this.#globalState.knows(file) && this.listeners.knows(file);
  }

  /** Takes away what a test has added to the language's objects; false if something cannot be. */
  restoreLanguage(): boolean {
    return this.#baseline?.restoreLanguage() !== false;
  }

  /** What the file has that outlives the project's own modules. */
  get state(): Pick<DryFile, 'keepsState' | 'stale'> {
    const used = this.#packages?.used === true;
    return {
      ...((used || 'document' in globalThis) && { keepsState: true as const }),
      ...(used && !this.#renews && { stale: true as const }),
    };
  }
}
