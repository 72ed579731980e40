import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { Idleness } from '../../../src/lab/vitest/worker/idleness.ts';

/** As the timers of this test itself must not count, it looks from an interval that does not hold the process. */
async function becomesIdle(idleness: Idleness, within: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const started = performance.now();
  const looking = setInterval(() => {
    if (idleness.lasted(40)) resolve(true);
    else if (performance.now() - started > within) resolve(false);
  }, 10).unref();
  return promise.finally(() => clearInterval(looking));
}

test('a process is idle once nothing new is at work, and not before', async () => {
  await vi.waitFor(() => expect(process.getActiveResourcesInfo()).not.toContain('Timeout'));
  expect(await becomesIdle(new Idleness(), 2_000)).toBe(true);

  const idleness = new Idleness();
  const timer = wait(300);
  expect(await becomesIdle(idleness, 150)).toBe(false);
  await timer;
  expect(await becomesIdle(idleness, 2_000)).toBe(true);
});

test('what was there before does not count, a new socket does', async () => {
  await vi.waitFor(() => expect(process.getActiveResourcesInfo()).not.toContain('Timeout'));
  const old = createServer().listen(0);
  await new Promise((resolve) => old.once('listening', resolve));
  const idleness = new Idleness();
  expect(await becomesIdle(idleness, 2_000)).toBe(true);
  const fresh = createServer().listen(0);
  await new Promise((resolve) => fresh.once('listening', resolve));
  expect(await becomesIdle(idleness, 150)).toBe(false);
  for (const server of [old, fresh]) server.close();
});
