import type { NativeTest } from '../../native/worker/parts.ts';
import type { Session } from '../../worker/session.ts';
import type { Runner, Suite } from '../mocha-api.ts';
import type { MochaTest } from './mocha-test.ts';

interface HooksEnd {
  failed: boolean;
  /** Whose hook failed. */
  suite: Suite | undefined;
}

/** Runs single turns of tests, each with its hooks, by Mocha's own rules; but a hook that fails ends its turn alone. */
export class Turns {
  readonly #session: Session<NativeTest>;
  #current: MochaTest | undefined;
  /** Ends the function that runs now. */
  #interrupt: ((error: unknown) => void) | undefined;

  constructor(session: Session<NativeTest>) {
    this.#session = session;
  }

  /** @returns whether a turn is under way that fails by it */
  fail(error: unknown): boolean {
    this.#current?.errors.fail(error);
    return this.#current !== undefined;
  }

  /** An error outside of all functions: whether it fails what runs now. */
  takes(error: unknown, runner: Runner): boolean {
    if (this.#session.isOfEarlierTurn) return false;
    if (this.#interrupt) {
      this.#interrupt(error);
      return true;
    }
    if (runner.currentRunnable?.type !== 'hook') return false;
    runner._uncaught(error);
    return true;
  }

  /** Runs the function of a test, to the end or to an error outside of it. */
  interruptible(run: () => unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#interrupt = reject;
      const value = run();
      if (typeof (value as { then?: unknown } | null | undefined)?.then === 'function')
        (value as Promise<unknown>).then(resolve, reject);
      else resolve(value);
    }).finally(() => {
      this.#interrupt = undefined;
    });
  }

  async run(test: MochaTest, runner: Runner, keepsRetries: boolean): Promise<void> {
    this.#current = test;
    for (let retry = 0; ; retry++) {
      const error = await this.#once(test, runner, retry);
      if (error === undefined) break;
      // A test may say so while it runs.
      if (retry >= (keepsRetries ? test.mocha.retries() : 0)) {
        test.errors.fail(error.thrown);
        break;
      }
    }
    this.#current = undefined;
    await this.#session.finished();
  }

  /** What the function of the test has thrown. */
  async #once(
    { mocha: test }: MochaTest,
    runner: Runner,
    retry: number,
  ): Promise<{ thrown: unknown } | undefined> {
    const { suite } = runner;
    test.reset();
    test.currentRetry(retry);
    forgetListeners(test, runner);
    runner.test = test;
    runner.emit('test', test);
    const down = await hooks(runner, 'hookDown', 'beforeEach');
    let thrown: { thrown: unknown } | undefined;
    if (test.isPending()) thrown = this.#skipped(runner);
    else if (!down.failed) {
      runner.currentRunnable = test;
      thrown = await new Promise((resolve) =>
        runner.runTest((error) => resolve(error ? { thrown: error } : undefined)),
      );
      if (test.pending) {
        thrown = this.#skipped(runner);
      } else test.state = thrown ? 'failed' : 'passed';
    }
    runner.emit('test end', test);
    await this.#after(runner, down.suite ?? suite);
    runner.suite = suite;
    return thrown;
  }

  #skipped({ forbidPending }: Runner): { thrown: unknown } | undefined {
    if (forbidPending) return { thrown: new Error('Pending test forbidden') };
    this.#session.skipped();
    return undefined;
  }

  /** The hooks after a test; where one fails, those of the suites around it. */
  async #after(runner: Runner, from: Suite): Promise<void> {
    runner.suite = from;
    for (let end = await hooks(runner, 'hookUp', 'afterEach'); end.failed; ) {
      const parent = end.suite && (end.suite as { parent?: Suite }).parent;
      if (!parent) return;
      runner.suite = parent;
      end = await hooks(runner, 'hookUp', 'afterEach');
    }
  }
}

function hooks(runner: Runner, which: 'hookDown' | 'hookUp', name: string): Promise<HooksEnd> {
  return new Promise((resolve) => {
    runner[which](name, (error, suite) => resolve({ failed: Boolean(error), suite }));
  });
}

/** Each run adds one. */
function forgetListeners(test: MochaTest['mocha'], runner: Runner): void {
  test.removeAllListeners('error');
  (runner as unknown as { _eventListeners?: Map<unknown, unknown> })._eventListeners?.delete(test);
}
