import { expect, test } from 'vitest';
import type { JobRunner } from '../../../src/lab/job-runner.ts';
import type { Job, JournalLine } from '../../../src/lab/protocol.ts';
import { confirmCouplings } from '../../../src/lab/rounds/couplings.ts';
import { cleanRun, runMutant } from '../../helpers/run.ts';

/** @param errors by the test's key: with what it fails in a process of its own; the others pass there */
async function confirmed(errors: Record<string, string>, tests: number[], name?: string) {
  const run = cleanRun([2, 1]);
  if (name !== undefined) run.tests[0]!.key = name;
  for (const file of run.files) file.path = `/${file.index}`;
  const mutant = runMutant(0, { level: 'neutral' }, []);
  const lab: JobRunner = {
    knowCosts() {},
    async run(jobs, onResult) {
      const lines = (job: Job) => {
        const keys = run.files.find(({ path }) => path === job.file)!.tests.map(({ key }) => key);
        const failing = keys.filter((key) => key === name || key in errors);
        const base = {
          kind: 'file',
          mutant: 'm0',
          hit: true,
          killers: [],
          thrown: [],
          timeouts: [],
          complete: true,
        };
        if (job.kind === 'file')
          return [
            failing.length === 0
              ? base
              : { ...base, suspects: { tests: failing }, error: errors[failing[0]!], errors },
          ];
        return [...keys.map((test) => ({ kind: 'dry-test', test, state: 'pass' })), { kind: 'dry-file' }];
      };
      for (const job of jobs) onResult({ job, lines: lines(job) as JournalLine[] });
    },
  };
  const found = await confirmCouplings(lab, run, [{ mutant, tests }]);
  return found.map(({ tests: own, alike, failure }) => ({
    tests: own,
    alike: alike === true,
    failure,
  }));
}

test('a test that passes in a process of its own is not coupled', async () => {
  expect(await confirmed({}, [0, 1])).toEqual([]);
  expect(await confirmed({ 1: 'expected 1' }, [0, 1])).toEqual([
    { tests: [1], alike: false, failure: 'expected 1' },
  ]);
});

test('tests of several files that fail with the same message are not to blame', async () => {
  expect(await confirmed({ 0: 'Invalid hook', 2: 'Invalid hook' }, [0, 2])).toEqual([
    { tests: [0, 2], alike: true, failure: 'Invalid hook' },
  ]);
  expect(await confirmed({ 0: 'expected 1', 2: 'expected 2' }, [0, 2])).toEqual([
    { tests: [0, 2], alike: false, failure: 'expected 1' },
  ]);
});

test.each(['constructor', '__proto__'])('a test named %s has no message where none is told', async (name) => {
  expect(await confirmed({}, [0], name)).toEqual([{ tests: [0], alike: false, failure: undefined }]);
});
