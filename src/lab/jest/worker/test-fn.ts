import type { CircusTest, TestFn } from './circus.ts';

/** Runs the test's own function. */
export type Call = (run: () => unknown) => Promise<void>;

/**
 * The test's function with `call` around it. What circus makes of its arguments and of what it returns stays the same.
 * @param failure makes an error of the realm that the tests run in
 */
export function wrapped(
  test: CircusTest,
  call: Call,
  failure: (message: string) => unknown,
): TestFn | undefined {
  const { fn } = test;
  if (!fn || isGenerator(fn)) return fn;
  return fn.length > 0 ? withDone(fn, call, failure) : withoutDone(fn, call, failure);
}

function withoutDone(fn: TestFn, call: Call, failure: (message: string) => unknown): TestFn {
  return function run(this: unknown) {
    return call(() => {
      const value = fn.call(this);
      if (value !== undefined && !isThenable(value))
        throw failure('test functions can only return Promise or undefined.');
      return value;
    });
  };
}

function withDone(fn: TestFn, call: Call, failure: (message: string) => unknown): TestFn {
  // Circus counts the parameters: it has to be one, without a default.
  return function run(this: unknown, done?: (reason?: unknown) => void) {
    if (!done) return;
    const ended = () =>
      new Promise<void>((resolve, reject) => {
        let isTold = false;
        const told = Object.assign((reason?: unknown) => {
          // Circus makes an error of a second call.
          if (isTold) done(reason);
          isTold = true;
          if (reason) reject(reason);
          else resolve();
        }, done);
        const value = fn.call(this, told);
        if (value !== undefined)
          reject(failure("Test functions cannot both take a 'done' callback and return something."));
      });
    call(ended).then(
      () => done(),
      (error: unknown) => done(error ?? failure('the test failed without an error')),
    );
  };
}

function isThenable(value: unknown): boolean {
  return typeof (value as { then?: unknown } | null)?.then === 'function';
}

function isGenerator(fn: TestFn): boolean {
  return Object.prototype.toString.call(fn) === '[object GeneratorFunction]';
}
