import { EventEmitter } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import module, { syncBuiltinESMExports } from 'node:module';

interface Watched {
  object: object;
  own: Map<PropertyKey, PropertyDescriptor>;
  /** These may be added and changed at any time. */
  isLoose(key: PropertyKey): boolean;
}

/**
 * Objects that live as long as the process: built-in objects, globals, modules of Node that packages patch, and the
 * matchers of Vitest. Changes by one file must not be visible to the next one, and a reset of modules does not undo them.
 */
export class Baseline {
  readonly #watched: Watched[];
  readonly #ofLanguage = intrinsics();
  /** The members of built-in objects after the file was loaded. */
  #loaded: Set<PropertyKey>[] = [];

  /** @param ofVitest objects of Vitest that packages and setup files extend */
  constructor(ofVitest: object[]) {
    const matchers = matcherObjects();
    this.#watched = [
      ...[...this.#ofLanguage, ...builtins(), ...matchers, ...ofVitest].map((object) =>
        watch(object, () => false),
      ),
      watch(globalThis, isLooseGlobal),
      watch(process, isLooseOfProcess),
    ];
  }

  /** Takes the present state as the one to reset to: with the changes of packages that are loaded only once in a process. */
  learn(): void {
    for (const watched of this.#watched) watched.own = ownProperties(watched.object);
  }

  /** Call when the file is loaded. Its additions to built-in objects stay while its tests run. */
  loaded(): void {
    this.#loaded = this.#ofLanguage.map((object) => new Set(Reflect.ownKeys(object)));
  }

  /** Removes what a test has added to built-in objects. Returns false if something cannot be removed, or is missing. */
  restoreLanguage(): boolean {
    return this.#ofLanguage.every((object, index) => {
      const before = this.#loaded[index];
      const now = Reflect.ownKeys(object);
      if (!before || now.length === before.size) return true;
      const isGone = now.every((key) => before.has(key) || Reflect.deleteProperty(object, key));
      return isGone && now.length > before.size;
    });
  }

  /** Undoes all changes and additions. Returns false if something cannot be undone. */
  restore(): boolean {
    const isBack = this.#watched.map(putBack).every(Boolean);
    syncBuiltinESMExports();
    return isBack;
  }
}

function watch(object: object, isLoose: Watched['isLoose']): Watched {
  return { object, own: ownProperties(object), isLoose };
}

function ownProperties(object: object): Map<PropertyKey, PropertyDescriptor> {
  return new Map(
    Reflect.ownKeys(object).map((key) => [key, Reflect.getOwnPropertyDescriptor(object, key) ?? {}]),
  );
}

function putBack({ object, own, isLoose }: Watched): boolean {
  let isBack = true;
  for (const key of Reflect.ownKeys(object)) {
    if (!own.has(key) && !isLoose(key)) isBack = Reflect.deleteProperty(object, key) && isBack;
  }
  for (const [key, before] of own) {
    if (isLoose(key) || isSame(before, Reflect.getOwnPropertyDescriptor(object, key))) continue;
    isBack = Reflect.defineProperty(object, key, before) && isBack;
  }
  return isBack;
}

function isSame(one: PropertyDescriptor, other: PropertyDescriptor | undefined): boolean {
  return (
    other !== undefined &&
    Object.is(one.value, other.value) &&
    one.get === other.get &&
    one.set === other.set &&
    one.writable === other.writable &&
    one.enumerable === other.enumerable
  );
}

/** New globals are handled in `global-state.ts`; those of Vitest and realcov are added once in a worker, on first use. */
function isLooseGlobal(key: PropertyKey): boolean {
  return typeof key === 'symbol' || /^__(vitest|vite|rc|realcov)|^(expect|chai)$/i.test(String(key));
}

/** Members of `process` that may change at any time. */
function isLooseOfProcess(key: PropertyKey): boolean {
  return /^_|^(env|exitCode|title|domain|stdout|stderr|stdin)$/.test(String(key));
}

function intrinsics(): object[] {
  const constructors = [
    ...[Object, Function, Array, String, Number, Boolean, Symbol, BigInt, Promise, RegExp, Date, Map, Set],
    ...[WeakMap, WeakSet, ArrayBuffer, Uint8Array, URL, URLSearchParams],
    ...[Error, AggregateError, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError],
  ];
  return [...constructors, ...constructors.map(({ prototype }) => prototype as object), JSON, Math, Reflect];
}

/** Without modules that the guard watches, because the guard must stay. */
function builtins(): object[] {
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
