import { syncBuiltinESMExports } from 'node:module';
import { builtins } from '../../worker/baseline.ts';
import type { Leftovers } from '../../worker/driver.ts';
import { KeptObjects } from '../../worker/kept-objects.ts';
import { Language } from '../../worker/language.ts';
import type { Realm } from '../../worker/realm.ts';

/** Jest gives each load a global object and modules of its own. What is left is what Node has once a process. */
export class CoreLeftovers implements Leftovers {
  readonly state = {};
  readonly leaks = false;
  readonly #cwd = process.cwd();
  #kept: KeptObjects | undefined;
  #language: Language | undefined;

  begin(): void {
    this.#kept = new KeptObjects(builtins());
  }

  /** The realm of the current load. */
  enter(realm: Realm): void {
    this.#language = new Language(realm);
  }

  restore(): boolean {
    if (process.cwd() !== this.#cwd) process.chdir(this.#cwd);
    process.exitCode = 0;
    const isBack = this.#kept?.restore() !== false;
    syncBuiltinESMExports();
    return isBack;
  }

  loaded(): void {
    this.#language?.loaded();
  }

  knows(): boolean {
    return true;
  }

  restoreLanguage(): boolean {
    return this.#language?.restore() !== false;
  }
}
