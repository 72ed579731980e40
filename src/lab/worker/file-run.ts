import { own } from '../../model/by-name.ts';
import { notRunAgain } from '../../model/evidence.ts';
import type { FileJob, FileRow, Inputs, TestCosts, TestKey } from '../protocol.ts';
import type { FileEnd, FileRun, FileSeen, Write } from './job-run.ts';
import { cleanTurn, type Limits, type Turn, type TurnOutcome, type TurnPlan } from './test-turn.ts';

type Outcomes = Map<TestKey, TurnOutcome>;

/** With it, the shortest limit is 5 s, the default of Vitest and Jest. */
const patientFactor = 3.4;

/** The loads of a file job: the whole file with the mutant on; after a failure the whole file clean, if it is to prove it. */
export function fileRun(
  job: FileJob,
  tests: TestCosts,
  limits: Limits,
  proves: boolean,
  write: Write,
): FileRun {
  const patience = job.patient ? patientFactor : 1;
  const whole = {
    ms: 2_000 + job.loadMs,
    steps: 10_000_000,
  };
  const load: Turn = { mutant: job.mutant, ...limits(whole, patience) };
  const limitOf = (key: TestKey) => limits(own(tests, key) ?? { ms: 0, steps: 0 }, patience);
  return wholeFile(load, limitOf, (file, collected, outcomes, seen) => {
    const row = rowOf(job, Object.keys(tests), file, collected, outcomes, seen);
    // A process in which a test waited runs nothing more.
    const isLast = job.apart || row.wallClock;
    const fails = row.killers.length > 0 || row.fileKiller || row.timeouts.length > 0;
    if (proves && fails && !isLast) return cleanRun(row, write);
    write(proves && isLast ? toBeProven(row) : row);
    return undefined;
  });
}

/**
 * A load without any mutant, in which no test runs. Packages that are loaded once in a process are loaded now. So
 * the globals that they add are not taken for the work of a mutant.
 */
export function warmUp(next: FileRun, isWarm: () => boolean): FileRun {
  const again = () => (isWarm() ? next : warmUp(next, isWarm));
  return { loadTurn: cleanTurn, select: () => new Set(), plan: noTurns, finish: again };
}

function* noTurns(): TurnPlan {
  yield* [];
}

/** The same file again without the mutant: unless it passes, the failure proves nothing. */
function cleanRun(row: FileRow, write: Write): FileRun {
  return wholeFile(
    cleanTurn,
    () => cleanTurn,
    (file, _collected, outcomes, seen) => {
      write(proven(row, outcomes, file.error ?? seen.lateErrors[0]));
      return undefined;
    },
  );
}

type Finish = (
  file: FileEnd,
  collected: TestKey[],
  outcomes: Outcomes,
  seen: FileSeen,
) => FileRun | undefined;

/**
 * A load that runs every test once, in the file's own order. It stops at the first test that reaches its time limit:
 * later tests would only wait as well.
 */
function wholeFile(
  loadTurn: Turn,
  limitOf: (key: TestKey) => { steps: number; ms: number },
  finish: Finish,
): FileRun {
  const outcomes: Outcomes = new Map();
  let waited = false;
  return {
    loadTurn,
    keepsRetries: true,
    *plan(_test, key) {
      if (waited) return;
      const outcome = yield { ...limitOf(key), goesOn: true };
      waited = outcome.wallClock;
      outcomes.set(key, outcome);
    },
    finish: (file, keys, seen) => finish(file, keys, outcomes, seen),
  };
}

/** The result of the file with the mutant, compared to the tests that pass without it. */
function rowOf(
  job: FileJob,
  expected: TestKey[],
  file: FileEnd,
  collected: TestKey[],
  outcomes: Outcomes,
  seen: FileSeen,
): FileRow {
  const known = new Set(collected);
  // After something was refused, further results prove nothing about the break.
  const proves = (key: TestKey) => outcomes.get(key)?.refused === undefined;
  const inState = (state: string) =>
    expected.filter((key) => outcomes.get(key)?.state === state && proves(key));
  const killers = inState('fail');
  const timeouts = [...(seen.loadTimeout ? ['(load)'] : []), ...inState('timeout')];
  const wallClock =
    seen.loadTimeout === 'wall-clock' || expected.some((key) => outcomes.get(key)?.wallClock === true);
  const timedOut = expected.filter((key) => outcomes.get(key)?.wallClock === true);
  const hung = timedOut.length > 0 && timedOut.every((key) => outcomes.get(key)?.hung === true);
  const fileKiller = seen.loadTimeout || seen.refused !== undefined ? undefined : killerOf(file, seen);
  const errors = killers.flatMap((key) => {
    const error = outcomes.get(key)?.error;
    return error === undefined ? [] : [[key, error] as const];
  });
  return {
    kind: 'file',
    mutant: job.mutant.id,
    hit: seen.reached,
    killers,
    thrown: killers.filter((key) => outcomes.get(key)?.thrown === true),
    timeouts,
    // A test that is not registered with the break does not fail: the test runner is green without it.
    complete:
      !seen.loadTimeout &&
      seen.refused === undefined &&
      expected.every((key) => outcomes.has(key) || !known.has(key)),
    ...(fileKiller && { fileKiller }),
    ...(wallClock && { wallClock }),
    ...(hung && { hung }),
    ...(seen.refused !== undefined && { refused: seen.refused }),
    ...(seen.inputs && { inputs: united([seen, ...outcomes.values()]) }),
    ...(errors[0] && { error: errors[0][1], errors: Object.fromEntries(errors.slice(0, toldErrors)) }),
  };
}

function united(parts: Iterable<{ inputs?: Inputs }>): Inputs {
  const all = [...parts].flatMap(({ inputs }) => inputs ?? []);
  return {
    reads: [...new Set(all.flatMap(({ reads }) => reads))],
    untracked: [...new Set(all.flatMap(({ untracked }) => untracked))],
  };
}

/** How many failing tests of a file report a message. The first proven killer among them is shown. */
const toldErrors = 3;

function killerOf(file: FileEnd, seen: FileSeen): FileRow['fileKiller'] {
  const { error } = file;
  if (error !== undefined) return { what: file.isEmpty ? 'load' : 'hook', error };
  const lateError = seen.lateErrors[0];
  if (lateError !== undefined) return { what: 'hook', error: lateError };
  return undefined;
}

/** The failures prove nothing until the file passes without the mutant in another process. */
function toBeProven(row: FileRow): FileRow {
  const { fileKiller, ...rest } = row;
  if (row.killers.length === 0 && !fileKiller) return row;
  return {
    ...rest,
    killers: [],
    spoiled: notRunAgain,
    suspects: { tests: row.killers, ...(fileKiller && { fileKiller }) },
  };
}

/** Keeps only the part of a row that the clean run after it confirms. */
function proven(row: FileRow, clean: Outcomes, fileFails: string | undefined): FileRow {
  const { fileKiller, ...rest } = row;
  const passes = (key: TestKey) => key === '(load)' || clean.get(key)?.state === 'pass';
  const killers = row.killers.filter(passes);
  const timeouts = row.timeouts.filter(passes);
  const doubtful = [...row.killers, ...row.timeouts].find((key) => !passes(key));
  const spoiled = fileFails ?? (doubtful === undefined ? undefined : `${doubtful} does not pass again`);
  return {
    ...rest,
    killers,
    timeouts,
    ...(fileKiller && fileFails === undefined && { fileKiller }),
    ...(spoiled !== undefined && {
      spoiled,
      suspects: { tests: row.killers, ...(fileKiller && { fileKiller }) },
    }),
  };
}
