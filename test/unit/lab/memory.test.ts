import { expect, test } from 'vitest';
import { defaultMemoryLimit, memoryOf } from '../../../src/lab/process/memory.ts';

const gigabyte = 2 ** 30;

test.each([
  [2, 24 * gigabyte, 4096],
  [2, 8 * gigabyte, 2048],
  [7, 16 * gigabyte, 1170],
  [8, 4 * gigabyte, 512],
])('%i test processes on a machine of %i bytes may take %i MB each', (concurrency, total, limit) => {
  expect(defaultMemoryLimit(concurrency, total)).toBe(limit);
});

test.runIf(process.platform === 'linux')('the memory of a process is what it says itself', () => {
  const own = process.memoryUsage.rss() / 2 ** 20;
  expect(memoryOf(process.pid)).toBeGreaterThan(own * 0.8);
  expect(memoryOf(process.pid)).toBeLessThan(own * 1.2);
});

test('a process that is gone takes none', () => {
  expect(memoryOf(2 ** 30)).toBe(0);
});
