import assert from 'node:assert';
import * as real from 'node:test';
import { type Fn, type HookKind, read, type Suite, type Test } from './registry.ts';

type MockTracker = typeof real.mock;
type Assert = Record<string, unknown>;
export type Around = Record<'beforeEach' | 'afterEach', Fn[]>;

const Tracker = real.mock.constructor as new () => MockTracker;
/** Assertions that are not those of `node:assert`: their files are read and written by Node's own test runner alone. */
const ofRunner = ['snapshot', 'fileSnapshot'];

/** What a test's function is given: the same members as in `node:test`. */
export class TestContext {
  readonly name: string;
  readonly fullName: string;
  readonly filePath: string;
  readonly mock: MockTracker = new Tracker();
  readonly hooks: Record<HookKind, Fn[]> = { before: [], after: [], beforeEach: [], afterEach: [] };
  readonly #abort = new AbortController();
  #planned: number | undefined;
  #made = 0;
  isSkipped = false;
  isTodo = false;
  passed = false;
  error: unknown = null;
  attempt = 0;
  readonly assert: Assert;

  /** Hooks of the suites and tests around it: they run for subtests as well. */
  readonly #around: Around;

  constructor(
    test: Pick<Test, 'name' | 'options'>,
    outer: readonly string[],
    filePath: string,
    around: Around,
  ) {
    this.#around = around;
    this.name = test.name;
    this.fullName = [...outer, test.name].join(' > ');
    this.filePath = filePath;
    if (test.options.plan !== undefined) this.#planned = test.options.plan;
    this.assert = this.#assertions();
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  plan(count: number): void {
    this.#planned = count;
  }

  diagnostic(): void {}
  log(): void {}
  runOnly(): void {}

  skip(): void {
    this.isSkipped = true;
  }

  todo(): void {
    this.isTodo = true;
  }

  before(fn: Fn): void {
    this.hooks.before.push(fn);
  }

  after(fn: Fn): void {
    this.hooks.after.push(fn);
  }

  beforeEach(fn: Fn): void {
    this.hooks.beforeEach.push(fn);
  }

  afterEach(fn: Fn): void {
    this.hooks.afterEach.push(fn);
  }

  /** A subtest runs where it is declared; where it fails, so does this test. */
  async test(...given: [unknown?, unknown?, unknown?]): Promise<void> {
    this.#made++;
    const { name, options, fn } = read(given);
    if (options.skip) return;
    const around = {
      beforeEach: [...this.#around.beforeEach, ...this.hooks.beforeEach],
      afterEach: [...this.hooks.afterEach, ...this.#around.afterEach],
    };
    const inner = new TestContext({ name, options }, [this.fullName], this.filePath, around);
    try {
      for (const hook of around.beforeEach) await called(hook, inner);
      await called(fn, inner);
      await inner.end();
    } catch (error) {
      if (!inner.isTodo && !options.todo) this.error ??= error;
    } finally {
      for (const hook of [...inner.hooks.after, ...around.afterEach]) await called(hook, inner);
      inner.mock.restoreAll();
    }
  }

  async waitFor<T>(condition: () => T, { interval = 50, timeout = 1000 } = {}): Promise<T> {
    for (const end = performance.now() + timeout; ; ) {
      try {
        return await condition();
      } catch (error) {
        if (performance.now() >= end) throw new Error('waitFor() timed out', { cause: error });
      }
      await new Promise((resolve) => {
        setTimeout(resolve, interval);
      });
    }
  }

  /** The test's function has ended: what it has promised is there. */
  async end(): Promise<void> {
    if (this.error !== null) throw this.error;
    if (this.#planned !== undefined && this.#planned !== this.#made)
      throw new Error(`plan expected ${this.#planned} assertions but received ${this.#made}`);
  }

  #assertions(): Assert {
    const own: Assert = {};
    for (const [name, method] of Object.entries(assert as unknown as Record<string, unknown>)) {
      if (typeof method !== 'function' || /^[A-Z]/.test(name) || name === 'strict') continue;
      own[name] = (...args: unknown[]) => {
        this.#made++;
        return Reflect.apply(method, assert, args) as unknown;
      };
    }
    for (const name of ofRunner)
      own[name] = () => {
        throw new Error(`t.assert.${name} is not supported by realcov`);
      };
    return own;
  }
}

/** Calls the function of a test or hook, which may take a callback. */
export async function called(fn: Fn, context: unknown): Promise<void> {
  if (fn.length < 2) {
    await fn.call(context, context);
    return;
  }
  await new Promise<void>((resolve, reject) => {
    const value = fn.call(context, context, (error) => (error ? reject(error as Error) : resolve()));
    if (typeof (value as { then?: unknown } | null | undefined)?.then === 'function')
      reject(new Error('passed a callback but also returned a Promise'));
  });
}

export function isOnly(suite: Suite): boolean {
  return suite.children.some(
    (child) => child.options.only === true || (child.type === 'suite' && isOnly(child)),
  );
}
