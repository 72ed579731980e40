import { expect, test } from 'vitest';
import { findUnstable, recordsOf } from '../../../src/lab/clean/stability.ts';
import type { JobRunner } from '../../../src/lab/job-runner.ts';
import type { Job, JournalLine, TestState } from '../../../src/lab/protocol.ts';

/** A file with one test, which has run once and was repeated; `again` says what it does in further jobs. */
async function unstableOf(state: TestState, draws: boolean, again: (draws: number) => TestState) {
  const jobs: Job[] = [];
  const lab: JobRunner = {
    knowCosts() {},
    async run(wanted, onResult) {
      for (const job of wanted) {
        jobs.push(job);
        const line = { kind: 'dry-test', test: 'a', state: again(job.draws ?? 0) } as JournalLine;
        onResult({ job, lines: [line] });
      }
    },
  };
  const first = { kind: 'dry-test', test: 'a', line: 1, state, ms: 1, steps: 1, hits: {} } as const;
  const repeat = {
    kind: 'dry-repeat',
    test: 'a',
    passes: state === 'pass',
    repeatable: true,
    hits: {},
  } as const;
  const records = recordsOf([{ ...first, ...(draws && { draws: true as const }) }], new Map([['a', repeat]]));
  const file = { project: '', path: '/a.test.ts', environment: 'node' };
  const unstable = await findUnstable(lab, new Map([[file, records]]), (path) => path);
  return {
    unstable: unstable.map(({ kind, passed, failed }) => ({ kind, passed, failed })),
    jobs: jobs.length,
  };
}

test('a test that fails with what it draws, and passes with other draws, is flaky and not red', async () => {
  const { unstable } = await unstableOf('fail', true, (draws) => (draws === 0 ? 'fail' : 'pass'));
  expect(unstable).toEqual([{ kind: 'flaky', passed: 2, failed: 2 }]);
});

test('a test that passes with what it draws, and fails with other draws, is flaky', async () => {
  const { unstable } = await unstableOf('pass', true, (draws) => (draws === 0 ? 'pass' : 'fail'));
  expect(unstable).toEqual([{ kind: 'flaky', passed: 2, failed: 2 }]);
});

test('a test that fails only in a process that has run others fails of what is left there, not by chance', async () => {
  const { unstable } = await unstableOf('fail', true, () => 'pass');
  expect(unstable).toEqual([]);
});

test('a test that draws and always passes is run once more, one that does not draw never', async () => {
  expect(await unstableOf('pass', true, () => 'pass')).toEqual({ unstable: [], jobs: 1 });
  expect(await unstableOf('pass', false, () => 'pass')).toEqual({ unstable: [], jobs: 0 });
});

test('only wanted files run in reverse order', async () => {
  const jobs: Job[] = [];
  const lab: JobRunner = {
    knowCosts() {},
    async run(wanted) {
      jobs.push(...wanted);
    },
  };
  const tests = ['a', 'b'].map(
    (test) => ({ kind: 'dry-test', test, line: 1, state: 'pass', ms: 1, steps: 1, hits: {} }) as const,
  );
  const records = recordsOf(tests, new Map());
  for (const record of records.values()) record.second = 'pass';
  const files = ['/a.test.ts', '/b.test.ts'].map((path) => ({ project: '', path, environment: 'node' }));
  const all = new Map(files.map((file) => [file, records]));
  await findUnstable(
    lab,
    all,
    (path) => path,
    (file) => file === '/b.test.ts',
  );
  expect(jobs.map(({ file }) => file)).toEqual(['/b.test.ts']);
});
