import { shorten } from '../../worker/shorten.ts';

/** The parts of Vitest's tasks that the runner touches, the same in 3.2, 4 and 5. */
export interface TaskResult {
  state?: string;
  errors?: { message?: string; name?: string; stack?: string }[] | undefined;
  pending?: boolean | undefined;
  attempts?: unknown[];
}

export interface TestTask {
  type: 'test' | 'custom';
  name: string;
  mode: string;
  suite?: SuiteTask;
  file: FileTask;
  result?: TaskResult;
  repeats?: unknown;
  retry?: unknown;
  fails?: boolean;
  concurrent?: boolean;
  timeout?: number;
  location?: { line: number };
}

export interface SuiteTask {
  type: 'suite';
  name: string;
  mode: string;
  suite?: SuiteTask;
  concurrent?: boolean;
  tasks: (TestTask | SuiteTask)[];
  result?: TaskResult;
}

export interface FileTask extends SuiteTask {
  filepath: string;
}

function* testsOf(suite: SuiteTask): Generator<TestTask> {
  for (const task of suite.tasks) {
    if (task.type === 'suite') yield* testsOf(task);
    else yield task;
  }
}

function* suitesOf(suite: SuiteTask): Generator<SuiteTask> {
  yield suite;
  for (const task of suite.tasks) if (task.type === 'suite') yield* suitesOf(task);
}

/** Keys of a file's tests by task: names from the outermost suite down, ` #n` from the second of a name on. */
export function keysOf(file: FileTask): Map<TestTask, string> {
  const seen = new Map<string, number>();
  const keys = new Map<TestTask, string>();
  for (const test of testsOf(file)) {
    const name = fullName(test);
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    keys.set(test, count === 1 ? name : `${name} #${count}`);
  }
  return keys;
}

function fullName(test: TestTask): string {
  const names = [test.name];
  for (let suite = test.suite; suite && !('filepath' in suite); suite = suite.suite)
    names.unshift(suite.name);
  return names.join(' > ');
}

/** Runs the tests one after the other, and only those that are asked for. */
export function keepOnly(suite: SuiteTask, wanted: (test: TestTask) => boolean): boolean {
  let kept = false;
  for (const task of suite.tasks) {
    const keep = task.type === 'suite' ? keepOnly(task, wanted) : wanted(task);
    if (!keep) task.mode = 'skip';
    kept ||= keep;
  }
  return kept;
}

export function runInSequence(suite: SuiteTask): void {
  for (const task of suite.tasks) {
    task.concurrent = false;
    if (task.type === 'suite') runInSequence(task);
  }
}

/** Turns the order of suites and of the tests in them: what one of two does for the other then comes too late. */
export function reverse(suite: SuiteTask): void {
  suite.tasks.reverse();
  for (const task of suite.tasks) if (task.type === 'suite') reverse(task);
}

/** The first error of a result, as one short line. */
export function errorLine(result: TaskResult | undefined): string | undefined {
  const error = result?.errors?.[0];
  return error && shorten(error.message ?? String(error));
}

/** Whether a failure is Vitest's own time-out, after which the old body is still running. */
export function isVitestTimeout(result: TaskResult | undefined): boolean {
  return (
    result?.errors?.some((error) => /^(Test|Hook) timed out in \d+ms/.test(error.message ?? '')) ?? false
  );
}

/** Why the file did not load, or which suite's hook failed. */
export function fileError(file: FileTask): string | undefined {
  for (const suite of suitesOf(file)) {
    const error = errorLine(suite.result);
    if (error !== undefined && !error.startsWith('Obsolete snapshots found')) return error;
  }
  return undefined;
}
