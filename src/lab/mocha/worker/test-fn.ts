import type { Test, TestFn } from '../mocha-api.ts';

/** Runs the test's own function. */
export type Call = (run: () => unknown) => Promise<void>;

export interface CallRules {
  call: Call;
  /** A function that returns no promise and takes no `done` fails. */
  asyncOnly: boolean;
}

/** The test's function with `call` around it. What Mocha makes of its arguments and of what it returns stays the same. */
export function wrapped({ fn }: Pick<Test, 'fn'>, rules: CallRules): TestFn | undefined {
  if (!fn) return undefined;
  return fn.length > 0 ? withDone(fn, rules.call) : withoutDone(fn, rules);
}

function withoutDone(fn: TestFn, { call, asyncOnly }: CallRules): TestFn {
  return function run(this: unknown) {
    return call(() => {
      const value = fn.call(this);
      if (asyncOnly && typeof (value as { then?: unknown } | undefined)?.then !== 'function')
        throw new Error('--async-only option in use without declaring `done()` or returning a promise');
      return value;
    });
  };
}

function withDone(fn: TestFn, call: Call): TestFn {
  // Mocha counts the parameters.
  return function run(this: unknown, done?: (error?: unknown) => void) {
    if (!done) return;
    const ended = () =>
      new Promise<void>((resolve, reject) => {
        let isTold = false;
        const told = (error?: unknown) => {
          // Mocha makes an error of a second call.
          if (isTold) done(error);
          isTold = true;
          if (error) reject(error);
          else resolve();
        };
        const value = fn.call(this, told) as { then?: unknown } | undefined;
        if (typeof value?.then === 'function')
          reject(
            new Error(
              'Resolution method is overspecified. Specify a callback *or* return a Promise; not both.',
            ),
          );
      });
    call(ended).then(
      () => done(),
      (error: unknown) => done(error ?? new Error('the test failed without an error')),
    );
  };
}
