import { EventEmitter } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import module, { syncBuiltinESMExports } from 'node:module';

interface Watched {
  object: object;
  own: Map<PropertyKey, PropertyDescriptor>;
  /** These may come and change as they like. */
  isLoose(key: PropertyKey): boolean;
}

/**
 * Objects that live as long as the process: those of the language, globals, modules of Node that packages put something
 * in place of, and the matchers of Vitest. What one load of a file adds to them or puts in place of them is not there in
 * a process of its own when the next one begins, and no reset of modules takes it back.
 */
export class Baseline {
  readonly #watched: Watched[];
  readonly #ofLanguage = intrinsics();
  /** What the language's objects have once the file is loaded. */
  #loaded: Set<PropertyKey>[] = [];

  /** @param ofVitest its objects that packages and setup files add to */
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

  /** What is there now belongs there: what packages have done that are loaded once a process. */
  learn(): void {
    for (const watched of this.#watched) watched.own = ownProperties(watched.object);
  }

  /** The file is loaded: what it and its packages have added to the language stays as long as its tests run. */
  loaded(): void {
    this.#loaded = this.#ofLanguage.map((object) => new Set(Reflect.ownKeys(object)));
  }

  /** Takes away what a test has added to the language since; false if something cannot be, or is missing. */
  restoreLanguage(): boolean {
    return this.#ofLanguage.every((object, index) => {
      const before = this.#loaded[index];
      const now = Reflect.ownKeys(object);
      if (!before || now.length === before.size) return true;
      const isGone = now.every((key) => before.has(key) || Reflect.deleteProperty(object, key));
      return isGone && now.length > before.size;
    });
  }

  /** Puts back what was changed since, and takes away what was added; false if something cannot be. */
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

/** New globals are another's matter; Vitest's and our own are made once a worker, on first use. */
function isLooseGlobal(key: PropertyKey): boolean {
  return typeof key === 'symbol' || /^__(vitest|vite|rc|realcov)|^(expect|chai)$/i.test(String(key));
}

/** Its listeners, and what says how it is going. */
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

/** Without those that are watched for harm, which is not to be undone. */
function builtins(): object[] {
  const { _extensions } = module as unknown as { _extensions: object };
  return [http, https, module, _extensions, console, EventEmitter.prototype];
}

/** Where `expect.extend` and `expect.addEqualityTesters` put what they are given, in all that use Jest's matchers. */
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
