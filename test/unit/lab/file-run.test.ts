import { expect, test } from 'vitest';
import type { FileJob, FileRow, JournalLine } from '../../../src/lab/protocol.ts';
import { fileRun } from '../../../src/lab/worker/file-run.ts';
import type { FileEnd, FileRun } from '../../../src/lab/worker/job-run.ts';
import { limitsFor, type TurnOutcome } from '../../../src/lab/worker/test-turn.ts';

const keys = ['a', 'b', 'c', 'd', 'e'];
const job: FileJob = {
  id: 1,
  kind: 'file',
  project: '',
  file: '/a.test.ts',
  mutant: { id: 'm0', key: 'k', number: 1, site: 0 },
  loadMs: 1,
  patient: false,
};
const file: FileEnd = { isEmpty: false };

/** Plays a load in which these tests fail, each with its own name, and one waits; returns the next load. */
function load(run: FileRun, failing: string[], waiting?: string): FileRun | undefined {
  for (const key of keys) {
    const plan = run.plan({}, key);
    if (plan.next().done) continue;
    const fails = failing.includes(key);
    const wallClock = key === waiting;
    const state = wallClock ? 'timeout' : fails ? 'fail' : 'pass';
    const outcome = { state, wallClock, ...(fails && { error: `${key} fails` }) };
    plan.next({ reached: true, steps: 1, ms: 1, ...outcome } as TurnOutcome);
  }
  return run.finish(file, keys, { reached: true, lateErrors: [], loadMs: 1, loadSteps: 1 });
}

function rowOf(failing: string[], failingAgain: string[], waiting?: string): FileRow {
  const lines: JournalLine[] = [];
  const costs = Object.fromEntries(keys.map((key) => [key, { ms: 1, steps: 1 }]));
  const clean = load(
    fileRun(job, costs, limitsFor(10), true, (line) => lines.push(line)),
    failing,
    waiting,
  );
  if (clean) load(clean, failingAgain);
  return lines[0] as FileRow;
}

test('a whole file says how the first of its tests fail, each by its key', () => {
  expect(rowOf(['a', 'b', 'c', 'd'], ['a'])).toMatchObject({
    killers: ['b', 'c', 'd'],
    error: 'a fails',
    errors: { a: 'a fails', b: 'b fails', c: 'c fails' },
    spoiled: 'a does not pass again',
  });
  expect(rowOf([], [])).not.toHaveProperty('errors');
});

test('a test with the name of something that every object has gets the limits of any unknown test', () => {
  const limitsOf = (key: string) =>
    fileRun(job, {}, limitsFor(10), true, () => {})
      .plan({}, key)
      .next().value;
  for (const key of ['constructor', '__proto__']) expect(limitsOf(key)).toEqual(limitsOf('unknown'));
});

test('what failed before a test that waited is left to another process to prove, as this one runs nothing more', () => {
  const row = rowOf(['b', 'd'], [], 'c');
  expect(row).toMatchObject({ killers: [], timeouts: ['c'], wallClock: true, suspects: { tests: ['b'] } });
  expect(row.spoiled).toBeDefined();
  expect(rowOf([], [], 'c')).not.toHaveProperty('spoiled');
});
