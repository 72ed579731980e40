import { Keys } from '../../native/worker/keys.ts';
import { lineIn } from '../../native/worker/lines.ts';
import type { NativeParts, NativeTest } from '../../native/worker/parts.ts';
import type { Session } from '../../worker/session.ts';
import { messageOf } from '../../worker/shorten.ts';
import type { Mocha, Runnable, Runner, Suite, Test } from '../mocha-api.ts';
import { MochaTest } from './mocha-test.ts';
import type { Plugins } from './plugins.ts';
import { wrapped } from './test-fn.ts';
import { Turns } from './turns.ts';

/** Instrumented code is slower, and every turn has its own time limit. */
const minTimeoutMs = 30_000;

export interface LoadContext {
  session: Session<NativeTest>;
  parts: NativeParts;
  /** Stacks of where tests were declared. */
  declared: WeakMap<Test, string>;
  asyncOnly: boolean;
}

/** One load of a test file: follows Mocha, and repeats tests. */
export class Load {
  readonly #context: LoadContext;
  readonly #path: string;
  readonly #tests = new Map<Test, MochaTest>();
  readonly #keys = new Keys<NativeTest>();
  readonly #turns: Turns;
  #isSelected: ((test: MochaTest) => boolean) | undefined;
  #known = new Set<Test>();
  #runner: Runner | undefined;
  /** Why the file failed, tests aside. */
  error: string | undefined;
  /** The tests are known. */
  isCollected = false;

  constructor(context: LoadContext, path: string) {
    this.#context = context;
    this.#path = path;
    this.#turns = new Turns(context.session);
  }

  get isEmpty(): boolean {
    return this.#tests.size === 0;
  }

  /** Whether an error outside of tests belongs to what runs now. */
  takes(error: unknown): boolean {
    return this.#runner !== undefined && this.#turns.takes(error, this.#runner);
  }

  /** To be called when Mocha has loaded the files. */
  async run(mocha: Mocha, { setups, teardowns }: Plugins): Promise<void> {
    const fixtures = {};
    try {
      for (const setUp of setups) await setUp.call(fixtures);
      await new Promise<void>((resolve) => {
        mocha.run(() => resolve());
      });
      for (const tearDown of teardowns) await tearDown.call(fixtures);
    } catch (error) {
      this.#failFile(error);
    }
  }

  /** Puts itself into the place of what Mocha does with tests. */
  adopt(runner: Runner): void {
    this.#runner = runner;
    const holder = runner as unknown as Record<string, unknown>;
    const listen = holder._addEventListener as (...args: unknown[]) => void;
    Object.assign(holder, {
      // Errors outside of tests are heard elsewhere.
      _addEventListener: (target: unknown, ...rest: unknown[]) => {
        if (target !== process) listen.call(runner, target, ...rest);
      },
      grepTotal: (suite: Suite) => this.#countIn(suite),
      fail: (runnable: Runnable, error: unknown, isForced?: boolean) =>
        this.#fail(runnable, error, isForced === true),
      runTests: (suite: Suite, done: () => void) => void this.#runTests(suite, runner).then(done),
    });
    runner.on('start', () => this.#collect(runner));
  }

  #failFile(error: unknown): void {
    this.error ??= messageOf(error);
  }

  #collect({ suite }: Runner): void {
    this.isCollected = true;
    for (const test of testsIn(suite)) this.#know(test);
    this.#known = new Set(this.#tests.keys());
    this.#context.session.collected({
      keys: this.#keys.all,
      reverse: () => reverse(suite),
      keepOnly: (wanted) => {
        this.#isSelected = wanted;
      },
    });
  }

  /** Tests may also be declared while others run. */
  #know(test: Test): MochaTest | undefined {
    const known = this.#tests.get(test);
    if (known || (test.file !== undefined && test.file !== this.#path)) return known;
    const { declared, session, asyncOnly } = this.#context;
    const own = new MochaTest(test, lineIn(this.#path, declared.get(test) ?? ''));
    this.#tests.set(test, own);
    this.#keys.add(own, test.titlePath());
    const call = (run: () => unknown) => session.call(() => this.#turns.interruptible(run));
    const fn = wrapped(test, { call, asyncOnly });
    if (fn) test.fn = fn;
    return own;
  }

  #isWanted(test: Test, suite: Suite): boolean {
    if (test.file !== undefined && test.file !== this.#path) return false;
    const own = this.#tests.get(test);
    if (!own || !this.#known.has(test)) return true;
    return this.#isSelected?.(own) !== false || declaresTests(suite);
  }

  #countIn(suite: Suite): number {
    const runner = this.#runner;
    const own = suite.tests.filter(
      (test) => this.#isWanted(test, suite) && (runner === undefined || isAskedFor(test, runner)),
    );
    return suite.suites.reduce((sum, inner) => sum + this.#countIn(inner), own.length);
  }

  async #runTests(suite: Suite, runner: Runner): Promise<void> {
    // What a hook declares is there by now; what a test declares is never run.
    for (const test of [...suite.tests]) {
      if (!isAskedFor(test, runner) || !this.#isWanted(test, suite)) continue;
      const own = this.#know(test);
      if (own) await this.#runTest(own, runner);
    }
  }

  async #runTest(test: MochaTest, runner: Runner): Promise<void> {
    const isPending = test.mocha.isPending();
    if (isPending && !runner.forbidPending) return;
    const turns = this.#context.session.turnsOf(test);
    while (turns?.next()) {
      if (isPending) test.errors.fail(new Error('Pending test forbidden'));
      else await this.#turns.run(test, runner, turns.keepsRetries);
    }
  }

  /** In the place of Mocha's own. */
  #fail(runnable: Runnable, error: unknown, isForced: boolean): void {
    if (runnable.isPending() && !isForced) return;
    runnable.state = 'failed';
    if (!this.#turns.fail(error)) this.#failFile(error);
  }
}

function isAskedFor(test: Test, { _grep: pattern, _invert: isInverted }: Runner): boolean {
  return pattern.test(test.fullTitle()) !== (isInverted === true);
}

function* testsIn(suite: Suite): Generator<Test> {
  yield* suite.tests;
  for (const inner of suite.suites) yield* testsIn(inner);
}

/** A hook of the suite declares further tests, as far as its text tells. */
function declaresTests({ _beforeAll: hooks }: Suite): boolean {
  return hooks.some(({ fn }) => fn !== undefined && /\b(it|test|specify|addTest)\s*[.(]/.test(fn.toString()));
}

function reverse({ tests, suites }: Suite): void {
  tests.reverse();
  suites.reverse();
  for (const suite of suites) reverse(suite);
}

/** Raises the time limits that a project sets: for all tests and hooks, whenever they are set. */
export function raiseTimeLimits(prototype: { timeout(ms?: number | string): unknown }): void {
  const own = prototype.timeout;
  prototype.timeout = function timeout(this: Runnable, ...args: [number | string] | []): unknown {
    const result = own.apply(this, args);
    const limit = this._timeout;
    if (args.length > 0 && limit !== undefined && limit !== 0 && limit < minTimeoutMs)
      own.call(this, minTimeoutMs);
    return result;
  };
}
