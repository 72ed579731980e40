import { AssertionCount, throwing } from '../../worker/assertion-count.ts';
import type { Assertion, AssertionWatch } from '../../worker/driver.ts';
import type { Expect } from './circus.ts';

type Matcher = (this: { isNot?: boolean; promise?: string }, ...args: unknown[]) => unknown;

/** Counts the assertions that tests make: those of Jest's `expect` with all its matchers, custom ones too, and `node:assert`. */
export class MatcherCalls implements AssertionWatch {
  readonly #count: AssertionCount;
  readonly #known = new WeakSet<object>();
  #matchers: Record<string, unknown> | undefined;

  constructor(onAssertion: (assertion: Assertion) => void, isSource: (file: string) => boolean) {
    this.#count = new AssertionCount({ onAssertion, isSource, isMock: isMockFunction });
  }

  /** A file has its own `expect`, whose matchers are kept in its global object. */
  enter(global: Record<PropertyKey, unknown>): void {
    const holder = global[Symbol.for('$$jest-matchers-object')] as
      | { matchers?: Record<string, unknown> }
      | undefined;
    this.#matchers = holder?.matchers;
    this.watch();
  }

  watch(): void {
    for (const [name, matcher] of Object.entries(this.#matchers ?? {}))
      if (typeof matcher === 'function' && !this.#known.has(matcher)) this.#watch(name, matcher as Matcher);
  }

  begin(): void {
    this.#count.begin();
  }

  end(): ReturnType<AssertionWatch['end']> {
    return this.#count.end();
  }

  /** The test's function has ended: Jest counts some that do not come by here. */
  note(expect: Expect | undefined): void {
    this.#count.atLeast(expect?.getState().assertionCalls ?? 0);
  }

  #watch(name: string, matcher: Matcher): void {
    const watched = new Proxy(matcher, {
      apply: (target, self: ThisParameterType<Matcher>, args: unknown[]) => {
        this.#see(name, self, args);
        return this.#count.within(() => Reflect.apply(target, self, args));
      },
    });
    this.#known.add(watched);
    if (this.#matchers) this.#matchers[name] = watched;
  }

  #see(matcher: string, self: ThisParameterType<Matcher> | undefined, [subject, ...args]: unknown[]): void {
    const throws = throwing.has(matcher) || self?.promise === 'rejects';
    this.#count.add({ matcher, subject, args, negated: self?.isNot === true, throws });
  }
}

function isMockFunction(value: unknown): boolean {
  return typeof value === 'function' && (value as { _isMockFunction?: unknown })._isMockFunction === true;
}
