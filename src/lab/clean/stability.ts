import type { Notice } from '../../model/audit.ts';
import type { UnstableTest } from '../../model/run.ts';
import type { JobRunner } from '../job-runner.ts';
import type { TestFile } from '../lab.ts';
import { testId } from '../names.ts';
import { dryJob } from '../plan/jobs.ts';
import type { DryRepeat, DryTest, Job, TestState } from '../protocol.ts';

/** The results of one test without any mutant, each time on a fresh load. */
interface Seen {
  /** In the file's own order: the first time, the second time in the same process, and each time in a process of its own. */
  first: TestState;
  second: TestState | undefined;
  fresh: TestState[];
  /** In reverse order: in a process that has run other files, and in processes of their own. */
  reversed: TestState[];
  freshReversed: TestState[];
  /** In the file's own order with other random numbers, if processes of their own show no difference. */
  drawn: TestState[];
  draws: boolean;
  error: string;
}

/** The results of a file's tests, by name. */
export type Records = Map<string, Seen>;

/** From the file's first run: in its own order, and again on a second load. */
export function recordsOf(tests: DryTest[], repeats: Map<string, DryRepeat>): Records {
  const records: Records = new Map();
  for (const { test, state, error, draws = false } of tests) {
    const again = repeats.get(test);
    // If no test has a second result, the file did not load again.
    const missing = repeats.size === 0 ? 'fail' : undefined;
    records.set(test, {
      first: state,
      second: again ? (again.passes ? 'pass' : 'fail') : missing,
      fresh: [],
      reversed: [],
      freshReversed: [],
      drawn: [],
      draws,
      error: error ?? '',
    });
  }
  return records;
}

/** How often a file with a suspect test is run again, each time in a process of its own. */
const retries = 3;

/**
 * Finds tests with different results. Every file with more than one test runs in reverse order, if that is wanted. If this changes a
 * result, or the first two loads differ, the file runs again in fresh processes. A test whose result differs there, in
 * the same order, is flaky. A test that fails there only in reverse order depends on the order.
 */
export async function findUnstable(
  lab: JobRunner,
  files: ReadonlyMap<TestFile, Records>,
  relative: (path: string) => string,
  isReversed: (file: string) => boolean = () => true,
): Promise<UnstableTest[]> {
  const several = [...files]
    .filter(([{ path }, records]) => records.size > 1 && isReversed(relative(path)))
    .map(([file]) => file);
  await observe(lab, files, several, { reversed: true });
  // Random numbers are the same in every run, so whether a test passes may still depend on chance.
  const drawing = [...files].filter(([, records]) => [...records.values()].some(({ draws }) => draws));
  await observe(
    lab,
    files,
    drawing.map(([file]) => file),
    { draws: 1 },
  );
  const doubted = [...files].filter(([, records]) => [...records.values()].some(isDoubtful));
  for (let round = 0; round < retries; round++) {
    const again = doubted.map(([file]) => file);
    // First with the same random numbers as before: a difference then has another reason.
    await observe(lab, files, again, { fresh: true, once: true, draws: round });
    await observe(lab, files, again, { fresh: true, reversed: true });
  }
  const found = doubted.flatMap(([testFile, records]) => {
    const file = relative(testFile.path);
    const unstable = unstableIn(file, records, (test) => testId(testFile.project, file, test));
    return unstable.map((each) => ({ testFile, each }));
  });
  return withAlone(lab, found);
}

/** How many tests that need their order are run alone. One of a file is usually enough. */
const maxAlone = 20;

/** The results of tests that need their order, run as the only ones of their files. */
async function withAlone(
  lab: JobRunner,
  found: { testFile: TestFile; each: UnstableTest }[],
): Promise<UnstableTest[]> {
  const ordered = found.filter(({ each }) => each.kind === 'order-dependent').slice(0, maxAlone);
  const byJob = new Map<Job, UnstableTest>(
    ordered.map(({ testFile, each }) => [dryJob(testFile, { fresh: true, only: each.test }), each]),
  );
  const alone = new Map<UnstableTest, 'fails' | 'passes'>();
  await lab.run([...byJob.keys()], ({ job, lines }) => {
    const test = byJob.get(job);
    const line = lines.find((each) => each.kind === 'dry-test');
    if (test && line) alone.set(test, passes(line.state) ? 'passes' : 'fails');
    return undefined;
  });
  return found.map(({ each }) => ({ ...each, ...(alone.has(each) && { alone: alone.get(each)! }) }));
}

interface How {
  fresh?: boolean;
  reversed?: boolean;
  once?: boolean;
  draws?: number;
}

/** Runs the files once more and adds the results. Results that a dying process did not report are unknown. */
async function observe(
  lab: JobRunner,
  files: ReadonlyMap<TestFile, Records>,
  some: TestFile[],
  how: How,
): Promise<void> {
  const byJob = new Map<Job, TestFile>(some.map((file) => [dryJob(file, how), file]));
  await lab.run([...byJob.keys()], ({ job, lines }) => {
    const records = files.get(byJob.get(job) as TestFile);
    for (const line of lines) {
      const record = line.kind === 'dry-test' ? records?.get(line.test) : undefined;
      if (!record || line.kind !== 'dry-test') continue;
      record[listOf(how)].push(line.state);
      record.error ||= line.error ?? '';
    }
    return undefined;
  });
}

function listOf({ fresh, reversed }: How): 'fresh' | 'reversed' | 'freshReversed' | 'drawn' {
  if (fresh) return reversed ? 'freshReversed' : 'fresh';
  return reversed ? 'reversed' : 'drawn';
}

function isDoubtful({ first, second = first, reversed, drawn }: Seen): boolean {
  return new Set([first, second, ...reversed, ...drawn].map(passes)).size > 1;
}

/** Whether some test passes the first time and fails the second time in the same process, but never in a process of its own. */
export function needsFreshProcess(records: Records): boolean {
  return [...records.values()].some(
    ({ first, second, fresh }) => first === 'pass' && second === 'fail' && fresh.every(passes),
  );
}

function unstableIn(file: string, records: Records, idOf: (test: string) => string): UnstableTest[] {
  return [...records].flatMap(([test, { first, fresh, freshReversed, error }]): UnstableTest[] => {
    const loads = [first, ...fresh];
    // A test that fails only in a process that has run something before fails because of what is left there.
    const failsFresh = fresh.some((state) => !passes(state));
    const flaky = [failsFresh ? loads : [], freshReversed].find((states) => isMixed(states));
    if (flaky) return [{ id: idOf(test), kind: 'flaky', file, test, ...count(flaky), error }];
    const needsOrder = loads.every(passes) && freshReversed.length > 0 && !freshReversed.some(passes);
    return needsOrder
      ? [{ id: idOf(test), kind: 'order-dependent', file, test, ...count(freshReversed), error }]
      : [];
  });
}

function isMixed(states: TestState[]): boolean {
  return states.some(passes) && !states.every(passes);
}

function count(states: TestState[]): { passed: number; failed: number } {
  const passed = states.filter(passes).length;
  return { passed, failed: states.length - passed };
}

/** A test that skips itself does not fail. */
function passes(state: TestState): boolean {
  return state === 'pass' || state === 'skip';
}

/** The notice about flaky tests. Tests that need their order are only findings. */
export function noticesOf(unstable: UnstableTest[]): Notice[] {
  const flaky = unstable.filter(({ kind }) => kind === 'flaky');
  return flaky.map(({ file, test, passed, failed, error }): Notice => {
    const times = `passes ${passed} and fails ${failed} of ${passed + failed} times with nothing changed`;
    return {
      kind: 'test-flaky',
      file,
      message: `"${test}" ${times}, so what it notices is not counted: ${error}`,
    };
  });
}
