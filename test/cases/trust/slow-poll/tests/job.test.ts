import { expect, test, vi } from 'vitest';
import { finish, type Job } from '../src/job';

function begin(): Job {
  const job = { state: 'begun', parts: 6 };
  setTimeout(finish, 800, job);
  return job;
}

test('is done at last', async () => {
  const job = begin();
  await vi.waitFor(() => expect(job.state).toBe('done'), { timeout: 1600 });
});

test('has no part less at last', async () => {
  const job = begin();
  await expect.poll(() => job.state === 'begun' || job.parts < 6, { timeout: 1600 }).toBe(false);
});
