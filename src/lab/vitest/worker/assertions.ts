import assert from 'node:assert';
import { syncBuiltinESMExports } from 'node:module';
import type { Assertions } from '../../../model/run.ts';
import type { Kit } from './kit.ts';

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** Matchers of Vitest, Jest and chai that ask whether something throws. */
const throwing = new Set(
  'toThrow toThrowError toThrowErrorMatchingSnapshot toThrowErrorMatchingInlineSnapshot throw throws Throw'.split(
    ' ',
  ),
);
/** Methods of an assertion that prepare one. */
const preparing = new Set('constructor withTest withContext'.split(' '));
const nodeThrowing = new Set('throws rejects doesNotThrow doesNotReject'.split(' '));

/**
 * Counts the assertions that tests make: Vitest's `expect` with all its matchers, custom ones too, chai, and
 * `node:assert`. What a matcher calls in turn belongs to it.
 */
export class AssertionCounter {
  readonly #kit: Pick<Kit, 'chai' | 'vi'>;
  readonly #wrapped = new WeakSet<object>();
  #depth = 0;
  #count: Assertions = none();

  constructor(kit: Pick<Kit, 'chai' | 'vi'>) {
    this.#kit = kit;
    this.#watchNode();
  }

  /** Watches the matchers that were added since the last time. To be called before tests run. */
  watch(): void {
    const { prototype } = this.#kit.chai.Assertion;
    for (const [name, { value, writable }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      if (typeof value !== 'function' || !writable || preparing.has(name) || this.#wrapped.has(value))
        continue;
      Reflect.set(
        prototype,
        name,
        this.#wrap(value as Method, (self) => this.#see(name, self)),
      );
    }
  }

  /** What was made since the last time. */
  take(): Assertions {
    const count = this.#count;
    this.#count = none();
    return count;
  }

  #wrap(original: Method, see: (self: unknown, args: unknown[]) => void): Method {
    const wrapped = new Proxy(original, {
      apply: (target, self, args) => {
        if (this.#depth === 0) see(self, args);
        this.#depth++;
        try {
          return Reflect.apply(target, self, args);
        } finally {
          this.#depth--;
        }
      },
    });
    this.#wrapped.add(wrapped);
    return wrapped;
  }

  #see(name: string, self: unknown): void {
    const { chai, vi } = this.#kit;
    const flag = (flagName: string) => chai.util.flag(self as object, flagName);
    this.#count.made++;
    if (vi.isMockFunction(flag('object'))) this.#count.onMocks++;
    const expectsThrow = throwing.has(name) || flag('promise') === 'rejects';
    if (!expectsThrow) return;
    if (flag('negate')) this.#count.notThrows++;
    else this.#count.throws++;
  }

  #watchNode(): void {
    for (const holder of [assert, assert.strict] as unknown as Record<string, unknown>[]) {
      for (const [name, value] of Object.entries(holder)) {
        if (typeof value !== 'function' || /^[A-Z]/.test(name) || name === 'strict') continue;
        holder[name] = this.#wrap(value as Method, (_, [subject]) => this.#seeNode(name, subject));
      }
    }
    syncBuiltinESMExports();
  }

  #seeNode(name: string, subject: unknown): void {
    this.#count.made++;
    if (this.#kit.vi.isMockFunction(subject)) this.#count.onMocks++;
    if (!nodeThrowing.has(name)) return;
    if (name.startsWith('doesNot')) this.#count.notThrows++;
    else this.#count.throws++;
  }
}

function none(): Assertions {
  return { made: 0, onMocks: 0, throws: 0, notThrows: 0 };
}
