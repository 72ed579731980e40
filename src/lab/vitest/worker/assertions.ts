import assert from 'node:assert';
import { syncBuiltinESMExports } from 'node:module';
import type { Assertions } from '../../../model/run.ts';
import type { Assertion, AssertionWatch } from '../../worker/driver.ts';
import { callSites, fileOf } from '../../worker/origin.ts';
import { ownFolder } from '../../worker/own-folder.ts';
import type { WorkerSetup } from './worker-setup.ts';

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** Matchers of Vitest, Jest and chai that check whether something throws. */
const throwing = new Set(
  'toThrow toThrowError toThrowErrorMatchingSnapshot toThrowErrorMatchingInlineSnapshot throw throws Throw'.split(
    ' ',
  ),
);
const nodeThrowing = new Set('throws rejects doesNotThrow doesNotReject'.split(' '));
/** Methods of an assertion that prepare one. */
const preparing = new Set('constructor withTest withContext'.split(' '));
/** These find their place in the test by counting stack frames. A wrapper would add one. */
const countsCalls = /InlineSnapshot/;

/** What chai keeps of an assertion; Vitest's proxies of one share it. */
interface Flagged {
  __flags?: object;
}

/**
 * Counts the assertions that tests make: Vitest's `expect` with all its matchers, custom ones too, chai, and
 * `node:assert`. Assertions that a matcher calls are not counted again.
 */
export class AssertionCounter implements AssertionWatch {
  readonly #setup: Pick<WorkerSetup, 'chai' | 'vi'>;
  readonly #known = new WeakSet<object>();
  #counted = new WeakSet<object>();
  #depth = 0;
  /** The count of the current test, if its assertions are counted. */
  #count: Assertions | undefined;
  readonly #onAssertion: (assertion: Assertion) => void;
  readonly #isSource: (file: string) => boolean;

  /**
   * Create it before a test file adds matchers of its own.
   * @param onAssertion called before each assertion that is counted
   * @param isSource whether the file with this absolute path is code of the project that can be broken
   */
  constructor(
    setup: Pick<WorkerSetup, 'chai' | 'vi'>,
    onAssertion: (assertion: Assertion) => void = () => {},
    isSource: (file: string) => boolean = () => false,
  ) {
    this.#setup = setup;
    this.#isSource = isSource;
    this.#onAssertion = onAssertion;
    for (const [name, matcher] of this.#matchers()) {
      if (countsCalls.test(name)) this.#watchAccess(name, matcher);
      else this.#watchCalls(name, matcher);
    }
    this.#watchNode();
  }

  /** Also watches the matchers that were added since the last call. */
  watch(): void {
    for (const [name, matcher] of this.#matchers()) this.#watchAccess(name, matcher);
  }

  begin(): void {
    this.#count = { made: 0, onMocks: 0, throws: 0, notThrows: 0, absences: 0 };
    this.#counted = new WeakSet();
  }

  /** The assertions since `begin`. */
  end(): Assertions | undefined {
    const count = this.#count;
    this.#count = undefined;
    return count;
  }

  #matchers(): [string, Method][] {
    const all = Object.entries(Object.getOwnPropertyDescriptors(this.#setup.chai.Assertion.prototype));
    return all.flatMap(([name, { value, configurable, writable }]): [string, Method][] =>
      typeof value === 'function' &&
      configurable &&
      writable &&
      !preparing.has(name) &&
      !this.#known.has(value)
        ? [[name, value as Method]]
        : [],
    );
  }

  #watchCalls(name: string, matcher: Method): void {
    const watched = new Proxy(matcher, {
      apply: (target, self, args) => {
        this.#see(name, self as Flagged, args as unknown[]);
        this.#depth++;
        try {
          return Reflect.apply(target, self, args);
        } finally {
          this.#depth--;
        }
      },
    });
    this.#known.add(watched);
    Reflect.set(this.#setup.chai.Assertion.prototype, name, watched);
  }

  #watchAccess(name: string, original: Method): void {
    let matcher: unknown = original;
    const see = (assertion: Flagged) => this.#see(name, assertion, []);
    Object.defineProperty(this.#setup.chai.Assertion.prototype, name, {
      configurable: true,
      enumerable: true,
      get() {
        see(this as Flagged);
        return matcher;
      },
      set(value: unknown) {
        matcher = value;
      },
    });
  }

  #see(name: string, assertion: Flagged, args: unknown[]): void {
    const flags = assertion.__flags;
    if (!this.#count || !flags || this.#depth > 0 || this.#counted.has(flags)) return;
    this.#counted.add(flags);
    const { chai } = this.#setup;
    const flag = (flagName: string) => chai.util.flag(assertion, flagName);
    const subject = flag('object');
    const negated = flag('negate') === true;
    this.#onAssertion({ matcher: name, subject, args, negated });
    this.#add({ subject, throws: throwing.has(name) || flag('promise') === 'rejects', negated });
  }

  #watchNode(): void {
    for (const holder of [assert, assert.strict] as unknown as Record<string, unknown>[]) {
      for (const [name, value] of Object.entries(holder)) {
        if (typeof value !== 'function' || /^[A-Z]/.test(name) || name === 'strict') continue;
        holder[name] = new Proxy(value as Method, {
          apply: (target, self, args) => {
            const [subject, ...others] = args as unknown[];
            const negated = /not/i.test(name);
            if (this.#count && this.#isByTests()) {
              this.#onAssertion({ matcher: name, subject, args: others, negated });
              this.#add({ subject, throws: nodeThrowing.has(name), negated });
            }
            return Reflect.apply(target, self, args);
          },
        });
      }
    }
    syncBuiltinESMExports();
  }

  /** What packages and the code itself make sure of is no assertion of the test that runs them. */
  #isByTests(): boolean {
    const caller = callSites(new Error())
      .map(fileOf)
      .find((file) => file !== undefined && !file.startsWith(ownFolder) && !file.startsWith('node:'));
    return caller === undefined || !(/[\\/]node_modules[\\/]/.test(caller) || this.#isSource(caller));
  }

  #add({ subject, throws, negated }: { subject: unknown; throws: boolean; negated: boolean }): void {
    const count = this.#count;
    if (!count) return;
    const onMock = this.#setup.vi.isMockFunction(subject);
    count.made++;
    const isAbsent = !throws && (subject === undefined || subject === null);
    if (negated || isAbsent || (onMock && wasNotCalled(subject))) count.absences++;
    if (onMock) count.onMocks++;
    if (throws && !negated) count.throws++;
    if (throws && negated) count.notThrows++;
  }
}

function wasNotCalled(mock: unknown): boolean {
  return (mock as { mock?: { calls?: unknown[] } }).mock?.calls?.length === 0;
}
