import { expect, test } from 'vitest';
import { PairQueue } from '../../../src/lab/plan/pair-queue.ts';
import { cleanRun, runMutant } from '../../helpers/run.ts';

function partsOf(tests: number, mutants: number, ms: number): number[] {
  const run = cleanRun([tests]);
  const pairQueue = new PairQueue();
  for (let index = 0; index < mutants; index++)
    for (const each of run.tests) pairQueue.add({ ...each, ms }, runMutant(index, {}, []));
  return pairQueue.split().map(({ size }) => size);
}

test('pairs of small tests stay in one job as long as they are few thousand', () => {
  expect(partsOf(1, 2_999, 1)).toEqual([2_999]);
  expect(partsOf(10, 600, 1)).toEqual([3_000, 3_000]);
});

test('slow tests are divided into jobs of some seconds, so that all workers have some', () => {
  expect(partsOf(1, 100, 200)).toEqual([60, 40]);
});

test('a queue says whether a mutant that it forgets was to be run', () => {
  const [first] = cleanRun([1]).tests;
  const mutant = runMutant(0, {}, []);
  const pairQueue = new PairQueue();
  pairQueue.add(first!, mutant);
  expect([pairQueue.forget(mutant), pairQueue.forget(mutant)]).toEqual([true, false]);
  expect(pairQueue.size).toBe(0);
});
