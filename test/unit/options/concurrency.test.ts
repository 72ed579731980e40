import { expect, test } from 'vitest';
import { defaultConcurrency, shareOfCores } from '../../../src/options/concurrency.ts';

test.each([
  [1, 1],
  [4, 4],
  [5, 4],
  [16, 15],
])('on %i cores %i test processes run', (cores, processes) => {
  expect(defaultConcurrency(cores)).toBe(processes);
});

test('a share of the cores is rounded, and never nothing', () => {
  expect(shareOfCores('50%', 8)).toBe(4);
  expect(shareOfCores('10%', 2)).toBe(1);
});
