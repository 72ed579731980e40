import { expect, test } from 'vitest';
import { CopyJobs } from '../../../src/lab/process/copy-jobs.ts';
import type { Job, JournalLine } from '../../../src/lab/protocol.ts';

const job = (id: number): Job => ({ kind: 'dry', id, project: '', file: `${id}.test.ts` });
const nothing = { touched: [], made: [], removed: [], commands: [], signals: [] };
const [first, second, third] = [job(1), job(2), job(3)];

/** The test files of these were seen to start no other program. */
function copyJobs(...calm: Job[]): { jobs: CopyJobs; delivered: number[] } {
  const delivered: number[] = [];
  const jobs = new CopyJobs((result) => delivered.push(result.job.id));
  const lines: JournalLine[] = [{ kind: 'touches', touches: nothing }];
  for (const each of calm) jobs.ended({ job: each, lines }, []);
  delivered.length = 0;
  return { jobs, delivered };
}

test('a job is to blame for a spoilt copy if no other can have spoilt it', () => {
  const { jobs } = copyJobs(second);
  expect(jobs.isDoubtful(first, [])).toBe(false);
  expect(jobs.isDoubtful(first, [second])).toBe(false);
});

test('a job that found the copy spoilt beside another runs again beside none, and is to blame then', () => {
  const { jobs } = copyJobs(third);
  expect(jobs.isDoubtful(first, [second])).toBe(true);
  expect(jobs.mayRun(first, [second])).toBe(false);
  expect(jobs.mayRun(first, [third])).toBe(true);
  // Nor does another start beside it.
  expect(jobs.mayRun(second, [first])).toBe(false);
  expect(jobs.mayRun(third, [first])).toBe(true);
  expect(jobs.isDoubtful(first, [])).toBe(false);
  jobs.ended({ job: first, lines: [] }, []);
  expect(jobs.mayRun(second, [first])).toBe(true);
});

test('a result waits until it is known that nothing beside it spoilt the copy', () => {
  const { jobs, delivered } = copyJobs();
  jobs.ended({ job: first, lines: [] }, [second, third]);
  jobs.takenBack(second);
  expect(delivered).toEqual([]);
  jobs.ended({ job: third, lines: [] }, []);
  expect(delivered).toEqual([3, 1]);
});

test('what was not delivered before the copy was spoilt is to be run again', () => {
  const { jobs, delivered } = copyJobs();
  jobs.ended({ job: first, lines: [] }, [second]);
  expect(jobs.spoilt()).toEqual([first]);
  jobs.ended({ job: second, lines: [] }, []);
  expect(delivered).toEqual([2]);
});
