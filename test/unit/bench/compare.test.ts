import { expect, test } from 'vitest';
import { compare, type ToolMutant, tally } from '../../../bench/compare.ts';

const mutant = (change: Partial<ToolMutant> = {}): ToolMutant => ({
  file: 'src/cart.ts',
  location: { start: { line: 2, column: 3 }, end: { line: 2, column: 8 } },
  mutator: 'ArithmeticOperator',
  replacement: 'a - b',
  outcome: 'noticed',
  status: 'killed',
  ...change,
});
const survived = { outcome: 'unnoticed', status: 'Survived' } as const;

test('mutants at the same place with the same replacement are compared by their outcome', () => {
  const { agreed, differing } = compare(
    [mutant(), mutant({ replacement: 'a * b' })],
    [mutant({ replacement: 'a * b', ...survived }), mutant({ status: 'Timeout' })],
  );
  expect(agreed.map(({ stryker }) => stryker.status)).toEqual(['Timeout']);
  expect(differing.map(({ realcov }) => realcov.replacement)).toEqual(['a * b']);
});

test('parentheses and spaces around a replacement do not make it another mutant', () => {
  const { agreed } = compare([mutant({ replacement: ' (a  -  b)' })], [mutant()]);
  expect(agreed).toHaveLength(1);
});

test.each<[string, Partial<ToolMutant>]>([
  ['file', { file: 'src/tax.ts' }],
  ['location', { location: { start: { line: 2, column: 3 }, end: { line: 2, column: 9 } } }],
  ['mutator', { mutator: 'EqualityOperator' }],
  ['replacement', { replacement: 'a / b' }],
])('mutants with another %s are listed as those of one tool only', (_, change) => {
  const { agreed, onlyRealcov, onlyStryker } = compare([mutant()], [mutant(change)]);
  expect([agreed.length, onlyRealcov.length, onlyStryker.length]).toEqual([0, 1, 1]);
});

test('of two mutants that look the same each has its own partner', () => {
  const { agreed, onlyRealcov } = compare([mutant(), mutant(), mutant()], [mutant(), mutant()]);
  expect([agreed.length, onlyRealcov.length]).toEqual([2, 1]);
});

test('the words of both tools are counted in pairs', () => {
  const { agreed, differing } = compare(
    [mutant(), mutant({ replacement: 'a * b' })],
    [mutant({ status: 'Killed' }), mutant({ replacement: 'a * b', ...survived })],
  );
  expect(tally([...agreed, ...differing])).toEqual({ 'killed / Killed': 1, 'killed / Survived': 1 });
});
