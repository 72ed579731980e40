import { EventEmitter } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import module, { syncBuiltinESMExports } from 'node:module';
import { KeptObjects } from './kept-objects.ts';
import { Language } from './language.ts';

/**
 * Objects that live as long as the process: built-in objects, globals, modules of Node that packages patch, and the
 * matchers of Vitest. Changes by one file must not be visible to the next one, and a reset of modules does not undo them.
 */
export class Baseline {
  readonly #language = new Language();
  readonly #kept: KeptObjects;

  /**
   * @param ofRunner objects of the test runner that packages and setup files extend
   * @param ownGlobals names of globals that the test runner adds on first use
   */
  constructor(ofRunner: object[], ownGlobals: RegExp) {
    this.#kept = new KeptObjects([
      ...this.#language.objects,
      ...builtins(),
      ...matcherObjects(),
      ...ofRunner,
    ]);
    this.#kept.add(globalThis, (key) => typeof key === 'symbol' || ownGlobals.test(String(key)));
    this.#kept.add(process, isLooseOfProcess);
  }

  /** Takes the present state as the one to reset to: with the changes of packages that are loaded only once in a process. */
  learn(): void {
    this.#kept.learn();
  }

  /** Call when the file is loaded. Its additions to built-in objects stay while its tests run. */
  loaded(): void {
    this.#language.loaded();
  }

  /** Removes what a test has added to built-in objects. Returns false if something cannot be removed, or is missing. */
  restoreLanguage(): boolean {
    return this.#language.restore();
  }

  /** Undoes all changes and additions. Returns false if something cannot be undone. */
  restore(): boolean {
    const isBack = this.#kept.restore();
    syncBuiltinESMExports();
    return isBack;
  }
}

/** Members of `process` that may change at any time. */
function isLooseOfProcess(key: PropertyKey): boolean {
  return /^_|^(env|exitCode|title|domain|stdout|stderr|stdin)$/.test(String(key));
}

/** Without modules that the guard watches, because the guard must stay. */
export function builtins(): object[] {
  const { _extensions } = module as unknown as { _extensions: object };
  return [http, https, module, _extensions, console, EventEmitter.prototype];
}

/** Where `expect.extend` and `expect.addEqualityTesters` store their arguments, in all libraries with Jest's matchers. */
function matcherObjects(): object[] {
  const holder = globalThis as unknown as Record<
    symbol,
    { matchers?: object; customEqualityTesters?: object } | undefined
  >;
  const matchers = holder[Symbol.for('$$jest-matchers-object')];
  const asymmetric = holder[Symbol.for('asymmetric-matchers-object')];
  return [matchers?.matchers, matchers?.customEqualityTesters, asymmetric].filter(
    (object) => object !== undefined,
  );
}
