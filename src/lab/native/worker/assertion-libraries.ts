import type { AssertionCount } from '../../worker/assertion-count.ts';
import { throwing } from '../../worker/assertion-count.ts';

type Method = (this: unknown, ...args: unknown[]) => unknown;
type Counter = Pick<AssertionCount, 'counts' | 'add'>;

/** What chai, should and expect.js have in common: each assertion goes through this one method. */
interface AssertionClass {
  prototype: { assert: Method } & Record<string, unknown>;
}

/** Where such a library keeps what an assertion is about. */
interface Assertion {
  __flags?: Record<string, unknown>;
  obj?: unknown;
  flags?: { not?: unknown };
  negate?: unknown;
}

/** Matchers of the packages `expect` and Jest, kept in a global. */
const jestMatchers = Symbol.for('$$jest-matchers-object');

/**
 * Counts the assertions of libraries that a test file loads: chai and those like it, sinon's, and `expect`. Each load of
 * a test file has its own copy of them.
 */
export class AssertionLibraries {
  readonly #count: Counter;
  readonly #known = new WeakSet<object>();
  #counted = new WeakSet<object>();
  #depth = 0;
  #before = 0;
  /** The member of the assertion that was used last. */
  #name = '';

  constructor(count: Counter) {
    this.#count = count;
  }

  begin(): void {
    this.#counted = new WeakSet();
    this.#before = callsOfExpect();
  }

  /** How many assertions `expect` itself has counted: some are made past its matchers. */
  get calls(): number {
    return callsOfExpect() - this.#before;
  }

  /** @param modules exports of what a test file has loaded */
  adopt(modules: Iterable<unknown>): void {
    for (const exported of modules)
      for (const library of [exported, read(exported, 'default')]) {
        if (!isObject(library) || this.#known.has(library)) continue;
        const assertion = read(library, 'Assertion');
        if (isAssertionClass(assertion)) this.#watchClass(assertion);
        const { assert: own, spy } = library as { assert?: unknown; spy?: unknown };
        if (typeof spy === 'function' && isObject(own) && 'calledOnce' in own) this.#watchAll(own, isFake);
        this.#known.add(library);
      }
    this.adoptMatchers();
  }

  /** Those that were added since the last call. */
  adoptMatchers(): void {
    const holder: unknown = Reflect.get(globalThis, jestMatchers);
    const matchers = read(holder, 'matchers');
    if (isObject(matchers)) this.#watchAll(matchers, () => true);
  }

  #watchClass({ prototype }: AssertionClass): void {
    if (this.#known.has(prototype)) return;
    this.#known.add(prototype);
    for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      if (!descriptor.configurable || /^(constructor|assert|_obj)$/.test(name)) continue;
      const { get, value } = descriptor as { get?: Method; value?: unknown };
      if (get) Object.defineProperty(prototype, name, { ...descriptor, get: this.#named(name, get) });
      else if (typeof value === 'function')
        Object.defineProperty(prototype, name, { ...descriptor, value: this.#named(name, value as Method) });
    }
    const note = (self: unknown) => this.#see(self);
    prototype.assert = new Proxy(prototype.assert, {
      apply: (target, self, args) => {
        note(self);
        return Reflect.apply(target, self, args);
      },
    });
  }

  /** Remembers the member's name, for the assertion that it makes. */
  #named(name: string, method: Method): Method {
    const enter = (run: () => unknown) => {
      if (this.#depth === 0) this.#name = name;
      this.#depth++;
      try {
        return run();
      } finally {
        this.#depth--;
      }
    };
    return new Proxy(method, {
      apply: (target, self, args) => enter(() => Reflect.apply(target, self, args)),
    });
  }

  #see(self: unknown): void {
    if (!this.#count.counts || !isObject(self)) return;
    const assertion = self as Assertion;
    const once = assertion.__flags ?? self;
    if (this.#counted.has(once)) return;
    this.#counted.add(once);
    const flags = assertion.__flags;
    this.#count.add({
      matcher: this.#name,
      subject: flags ? flags.object : assertion.obj,
      args: [],
      negated: Boolean(flags ? flags.negate : (assertion.negate ?? assertion.flags?.not)),
      throws: throwing.has(this.#name),
    });
  }

  #watchAll(holder: object, isWatched: (subject: unknown) => boolean): void {
    const methods = holder as Record<string, unknown>;
    for (const [name, method] of Object.entries(methods)) {
      if (typeof method !== 'function' || this.#known.has(method) || /^(expose|fail|pass)$/.test(name))
        continue;
      const watched = new Proxy(method as Method, {
        apply: (target, self, args: unknown[]) => {
          if (this.#depth === 0 && isWatched(args[0])) this.#call(name, self, args);
          this.#depth++;
          try {
            return Reflect.apply(target, self, args);
          } finally {
            this.#depth--;
          }
        },
      });
      this.#known.add(watched);
      methods[name] = watched;
    }
  }

  #call(matcher: string, self: unknown, [subject, ...args]: unknown[]): void {
    const negated = read(self, 'isNot') === true || /^not/.test(matcher);
    const throws = throwing.has(matcher) || read(self, 'promise') === 'rejects';
    this.#count.add({ matcher, subject, args, negated, throws });
  }
}

function callsOfExpect(): number {
  const state = read(Reflect.get(globalThis, jestMatchers), 'state');
  return Number(read(state, 'assertionCalls') ?? 0);
}

/** A spy, a stub or a mock of sinon. */
export function isFake(value: unknown): boolean {
  return typeof value === 'function' && 'callCount' in value && 'calledWith' in value;
}

function isAssertionClass(value: unknown): value is AssertionClass {
  return typeof value === 'function' && typeof read(read(value, 'prototype'), 'assert') === 'function';
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' || typeof value === 'function') && value !== null;
}

function read(holder: unknown, name: string): unknown {
  try {
    return isObject(holder) ? Reflect.get(holder, name) : undefined;
  } catch {
    return undefined;
  }
}
