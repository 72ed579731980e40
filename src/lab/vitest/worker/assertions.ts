import type { Assertions } from '../../../model/run.ts';
import { AssertionCount, throwing } from '../../worker/assertion-count.ts';
import type { Assertion, AssertionWatch } from '../../worker/driver.ts';
import type { WorkerSetup } from './worker-setup.ts';

type Method = (this: unknown, ...args: unknown[]) => unknown;

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
 * `node:assert`.
 */
export class AssertionCounter implements AssertionWatch {
  readonly #setup: Pick<WorkerSetup, 'chai' | 'vi'>;
  readonly #known = new WeakSet<object>();
  #counted = new WeakSet<object>();
  readonly #count: AssertionCount;

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
    for (const [name, matcher] of this.#matchers()) {
      if (countsCalls.test(name)) this.#watchAccess(name, matcher);
      else this.#watchCalls(name, matcher);
    }
    const isMock = (value: unknown) => setup.vi.isMockFunction(value);
    this.#count = new AssertionCount({ onAssertion, isSource, isMock });
  }

  /** Also watches the matchers that were added since the last call. */
  watch(): void {
    for (const [name, matcher] of this.#matchers()) this.#watchAccess(name, matcher);
  }

  begin(): void {
    this.#count.begin();
    this.#counted = new WeakSet();
  }

  /** The assertions since `begin`. */
  end(): Assertions | undefined {
    return this.#count.end();
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
        return this.#count.within(() => Reflect.apply(target, self, args));
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
    if (!this.#count.counts || !flags || this.#counted.has(flags)) return;
    this.#counted.add(flags);
    const { chai } = this.#setup;
    const flag = (flagName: string) => chai.util.flag(assertion, flagName);
    const subject = flag('object');
    const negated = flag('negate') === true;
    const throws = throwing.has(name) || flag('promise') === 'rejects';
    this.#count.add({ matcher: name, subject, args, negated, throws });
  }
}
