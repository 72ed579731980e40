import { expect, test } from 'vitest';
import { Budget, withFirst } from '../../../src/audit/budget.ts';
import type { MutantLevel } from '../../../src/model/mutant.ts';
import type { RunMutant } from '../../../src/model/run.ts';

function mutant(index: number, unit: string, level: MutantLevel, body?: 'deleted' | 'constant'): RunMutant {
  const own = { function: unit, file: 'src/a.ts', level, ...(body && { body }) };
  return { index, key: 'a', mutant: own as RunMutant['mutant'], reach: [] };
}

test('deleted bodies come first, then whole functions, then one break of each function after the other', () => {
  const mutants = [
    mutant(0, 'f', 'probe'),
    mutant(1, 'f', 'statement'),
    mutant(2, 'f', 'statement'),
    mutant(3, 'f', 'function', 'constant'),
    mutant(4, 'f', 'function', 'deleted'),
    mutant(5, 'g', 'statement'),
    mutant(6, 'g', 'function', 'deleted'),
  ];
  const [batch, ...others] = new Budget(60, false).forBreaks!.batches(mutants);
  expect(batch!.map(({ index }) => index)).toEqual([4, 6, 3, 1, 5, 2, 0]);
  expect(others).toEqual([]);
});

test('the base has a share of the time', () => {
  const now = performance.now();
  const ofChange = new Budget(100, true, now).forBreaks!.msLeft();
  const ofAll = new Budget(100, false, now).forBreaks!.msLeft();
  const base = new Budget(100, true, now).forBase!.msLeft();
  expect(ofAll - ofChange).toBeCloseTo(30_000, -2);
  expect(base - ofChange).toBeCloseTo(30_000, -2);
});

test('there is none without a limit', () => {
  const budget = new Budget(undefined, true);
  expect([budget.forBreaks, budget.isOver]).toEqual([undefined, false]);
  expect(new Budget(0, false).isOver).toBe(true);
});

test('a clean run has half of what is left', () => {
  const ms = new Budget(100, true).msForClean!();
  expect(ms).toBeGreaterThan(49_000);
  expect(ms).toBeLessThanOrEqual(50_000);
  expect(new Budget(undefined, true).msForClean).toBeUndefined();
});

test('what changed is run before everything else', () => {
  const mutants = [mutant(0, 'f', 'function', 'deleted'), mutant(1, 'g', 'statement')];
  const budget = withFirst(new Budget(60, true).forBreaks!, ({ mutant: { function: unit } }) => unit === 'g');
  expect(budget.batches(mutants).map((batch) => batch.map(({ index }) => index))).toEqual([[1], [0]]);
});
