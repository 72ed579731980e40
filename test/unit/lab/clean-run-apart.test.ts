import { expect, test } from 'vitest';
import { cleanRun } from '../../../src/lab/clean/clean-run.ts';
import type { JobRunner } from '../../../src/lab/job-runner.ts';
import type { DryJob, JournalLine, TestState } from '../../../src/lab/protocol.ts';

/** A suite of one file with one test. */
function run(stateIn: (job: DryJob) => TestState, load: object = {}, second: TestState = 'pass') {
  const lab: JobRunner = {
    knowCosts() {},
    async run(jobs, onResult) {
      for (const job of jobs as DryJob[]) {
        const lines = [
          {
            kind: 'dry-test',
            test: 'it',
            line: 1,
            state: stateIn(job),
            error: 'no',
            ms: 1,
            steps: 1,
            hits: {},
          },
          { kind: 'dry-file', hits: {}, ms: 1, steps: 1, tests: 1, ...load },
          {
            kind: 'dry-repeat',
            test: 'it',
            passes: second === 'pass',
            repeatable: second === 'pass',
            hits: {},
          },
        ];
        onResult({ job, lines: lines as JournalLine[] });
      }
    },
  };
  return cleanRun(lab, '/p', [{ project: '', path: '/p/a.test.ts', environment: '' }], [], {});
}

test('a file that fails after others and passes alone is not red: each of its runs has a process of its own', async () => {
  const { red, files } = await run(({ fresh }) => (fresh ? 'pass' : 'fail'));
  expect(red).toEqual([]);
  expect(files).toMatchObject([{ apart: true }]);
});

test('a file that fails alone too is red', async () => {
  expect((await run(() => 'fail')).red).toEqual([{ file: 'a.test.ts', test: 'it', error: 'no' }]);
});

test.each([
  { what: 'whose packages this Node cannot load anew', load: { stale: true }, second: 'pass' as const },
  { what: 'that fails the second time in one process', load: {}, second: 'fail' as const },
])('a file $what has processes of its own', async ({ load, second }) => {
  expect((await run(() => 'pass', load, second)).files).toMatchObject([{ apart: true }]);
});

test('a file that does the same again has none', async () => {
  const { files } = await run(() => 'pass', { keepsState: true });
  expect(files[0]).toMatchObject({ keepsState: true });
  expect(files[0]).not.toHaveProperty('apart');
});
