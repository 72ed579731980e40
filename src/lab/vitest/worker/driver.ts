import type { Collected, Driver, RunnerParts, TestEnd } from '../../worker/driver.ts';
import { ProcessLeftovers } from '../../worker/process-leftovers.ts';
import type { Turns } from '../../worker/session.ts';
import { MockSubjects } from '../../worker/subjects.ts';
import { AssertionCounter } from './assertions.ts';
import { countsBy } from './error-filter.ts';
import { installedModules } from './installed-modules.ts';
import { LoadedModules } from './loaded-files.ts';
import { MockCalls } from './mock-calls.ts';
import {
  errorLine,
  type FileTask,
  isVitestTimeout,
  keepOnly,
  keysOf,
  reverse,
  runInSequence,
  type TestTask,
} from './tasks.ts';
import type { WorkerSetup } from './worker-setup.ts';

/** Vitest's part of a worker. */
class VitestDriver implements Driver<TestTask> {
  readonly ownTimers = 0;
  readonly #setup: Pick<WorkerSetup, 'vi' | 'major'>;

  constructor(setup: Pick<WorkerSetup, 'vi' | 'major'>) {
    this.#setup = setup;
  }

  beginLoad(): void {
    const { vi } = this.#setup;
    vi.useRealTimers();
    vi.unstubAllEnvs();
    vi.unstubAllGlobals();
  }

  isFakingTimers(): boolean {
    return this.#setup.vi.isFakeTimers();
  }

  useRealTimers(): void {
    this.#setup.vi.useRealTimers();
  }

  clearMocks(): void {
    this.#setup.vi.clearAllMocks();
  }

  forgetResult({ result }: TestTask): void {
    if (!result) return;
    result.state = 'run';
    result.errors = undefined;
    result.pending = undefined;
    if (result.attempts) result.attempts = [];
  }

  resultOf({ result, fails }: TestTask): TestEnd {
    const failed = result?.state === 'fail';
    return {
      // Vitest 5 inverts the result of `test.fails` at every repeat, Vitest 3 and 4 once at the end.
      failed: fails && this.#setup.major < 5 ? !failed : failed,
      error: errorLine(result),
      first: result?.state === 'fail' ? result.errors?.[0] : undefined,
      timedOut: isVitestTimeout(result),
    };
  }

  installedModules(): unknown[] {
    return installedModules();
  }
}

export function vitestParts(setup: WorkerSetup): RunnerParts<TestTask> {
  const { root, sandboxed, packages, chai } = setup;
  const leftovers = new ProcessLeftovers({
    ...{ root, sandboxed, packages },
    objects: [chai.Assertion.prototype],
    ownGlobals: /^__(vitest|vite|rc)|^(expect|chai)$/i,
    errors: { isRunners: (listener) => listener.toString().includes('catchError('), yields: true },
  });
  return {
    driver: new VitestDriver(setup),
    leftovers,
    errors: { listeners: leftovers.listeners, counts: countsBy(setup.errors) },
    subjects: (texts) => new MockSubjects(new MockCalls(setup.vi, (value) => texts.isSource(value)), texts),
    assertions: (onAssertion, isSource) => new AssertionCounter(setup, onAssertion, isSource),
    loadedFiles: () => new LoadedModules(setup.root),
  };
}

/** The tests of a file, to be run one after the other. */
export function collectedIn(file: FileTask): Collected<TestTask> {
  runInSequence(file);
  return {
    keys: keysOf(file),
    reverse: () => reverse(file),
    keepOnly: (wanted) => keepOnly(file, wanted),
  };
}

/**
 * Makes Vitest repeat the test until it has no more turns: it compares its counter with `repeats` before every turn, outside
 * of all hooks.
 */
export function repeat(test: TestTask, { keepsRetries, next }: Turns): void {
  if (!keepsRetries) Object.defineProperty(test, 'retry', { get: () => 0, configurable: true });
  // Vitest reads `repeats` once for its loop. Vitest 3 reads it again after every attempt.
  const loop = { valueOf: () => (next() ? Number.MAX_SAFE_INTEGER : -1) };
  let reads = 0;
  Object.defineProperty(test, 'repeats', { get: () => (reads++ === 0 ? loop : 0), configurable: true });
}
