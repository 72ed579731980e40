import { expect, test, vi } from 'vitest';
import { isLarge, start } from '../src/job';

test('is done at last', async () => {
  const job = start();
  await vi.waitFor(() => expect(job.done).toBe(true), { timeout: 2500 });
  expect(isLarge(job)).toBe(false);
});

test('has two parts at last', async () => {
  const job = start();
  await expect.poll(() => job.parts, { timeout: 2500 }).toBe(2);
});
