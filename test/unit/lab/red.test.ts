import { expect, test } from 'vitest';
import { checkBaseline } from '../../../src/lab/clean/check-baseline.ts';
import type { OnResult } from '../../../src/lab/job-runner.ts';
import type { Job, JournalLine } from '../../../src/lab/protocol.ts';
import { cleanRun } from '../../helpers/run.ts';

/** What the lab's own Vitest says of the originals: errors by test, '' for the file. */
function labOf(failures: Record<string, string>) {
  const calls: string[] = [];
  const lines = (): JournalLine[] => {
    const tests = Object.keys(failures).filter((test) => test !== '');
    return [
      ...tests.map((name): JournalLine => {
        return {
          kind: 'dry-test',
          test: name,
          line: 1,
          state: 'fail',
          error: failures[name]!,
          ms: 1,
          steps: 1,
          hits: {},
        };
      }),
      {
        kind: 'dry-file',
        hits: {},
        ms: 1,
        steps: 1,
        tests: tests.length,
        ...(failures[''] !== undefined && { error: failures[''] }),
      },
    ];
  };
  return {
    calls,
    files: [{ project: '', path: '/shop/a.test.ts', environment: '' }],
    isContained: true,
    isSandboxed: false,
    async restart(serves: string) {
      calls.push(serves);
    },
    async suspend() {
      calls.push('suspend');
    },
    leaveCopy() {
      calls.push('leave copy');
    },
    knowCosts() {},
    async run(jobs: Job[], onResult: OnResult) {
      for (const job of jobs) onResult({ job, lines: lines() });
    },
  };
}

type Failure = { file: string; test: string };

function plainSays(...answers: (Failure[] | 'green')[]) {
  const asked: string[][] = [];
  const runPlain = async (files: string[]) => {
    asked.push(files);
    const answer = answers.shift() ?? 'green';
    return answer === 'green' ? { green: true, failures: [] } : { green: false, failures: answer };
  };
  return { asked, runPlain };
}

function runWith(...tests: string[]) {
  return { ...cleanRun([1]), red: tests.map((name) => ({ file: 'a.test.ts', test: name, error: 'no' })) };
}

const options = { root: '/shop', leavesOutRed: false };

test('a test is red if plain Vitest finds it red', async () => {
  const lab = labOf({ 'fails #2': 'no' });
  const { runPlain } = plainSays([{ file: 'a.test.ts', test: 'fails #2' }]);
  await expect(checkBaseline(runWith('fails #2'), lab, { ...options, runPlain })).rejects.toMatchObject({
    exitCode: 3,
    message: 'tests already fail without any break: 1 failure',
    hint: expect.stringContaining('--leave-out-red'),
    details: ['a.test.ts > fails #2: no'],
  });
  expect(lab.calls, 'plain Vitest runs alone').toEqual(['originals', 'suspend', 'leave copy', 'originals']);
});

test('a test is not red because another of its name is', async () => {
  const lab = labOf({ 'fails #2': 'no' });
  const { runPlain } = plainSays([{ file: 'a.test.ts', test: 'fails' }]);
  const run = runWith('fails #2');
  await checkBaseline(run, lab, { ...options, runPlain });
  expect(run.leftOut).toEqual([{ file: 'a.test.ts', test: 'fails #2', why: 'only-plain' }]);
});

test('a test that fails under realcov and passes in plain Vitest is left out, with a notice', async () => {
  const lab = labOf({ fails: 'no' });
  const { asked, runPlain } = plainSays('green');
  const run = runWith('fails');
  const notices = await checkBaseline(run, lab, { ...options, runPlain });
  expect(notices).toEqual([
    {
      kind: 'test-dropped',
      file: 'a.test.ts',
      message: expect.stringContaining('passes without realcov alone'),
    },
  ]);
  expect(run.leftOut).toEqual([{ file: 'a.test.ts', test: 'fails', why: 'only-plain' }]);
  expect(asked).toEqual([['a.test.ts']]);
  expect(lab.calls.at(-1)).toBe('instrumented');
});

test('an error outside of tests shows in the exit code of plain Vitest alone', async () => {
  const lab = labOf({ '': 'lost' });
  const unnamed = [{ file: '', test: '' }];
  const { asked, runPlain } = plainSays(unnamed, unnamed);
  await expect(checkBaseline(runWith(''), lab, { ...options, runPlain })).rejects.toMatchObject({
    exitCode: 3,
  });
  expect(asked).toEqual([['a.test.ts'], ['a.test.ts']]);
  const others = plainSays(unnamed, 'green');
  await expect(
    checkBaseline(runWith(''), labOf({ '': 'lost' }), { ...options, ...others }),
  ).resolves.toMatchObject([{ kind: 'file-dropped' }]);
});

test('what is red is left out where that is asked for', async () => {
  const lab = labOf({ '': 'no such file' });
  const { runPlain } = plainSays([{ file: 'a.test.ts', test: '' }]);
  const run = runWith('');
  await expect(checkBaseline(run, lab, { ...options, leavesOutRed: true, runPlain })).resolves.toEqual([
    {
      kind: 'file-red',
      file: 'a.test.ts',
      message: 'it fails without any break, so it is left out, and what it reaches is unproven: no',
    },
  ]);
  expect(run.leftOut).toEqual([{ file: 'a.test.ts', test: '', why: 'red' }]);
});
