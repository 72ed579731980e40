import { expect, test } from 'vitest';
import { functionVerdict } from '../../../src/judge/functions.ts';
import type { AuditedMutant, MutantStatus } from '../../../src/model/audit.ts';

test.each<[string, string[]]>([
  ['tested', ['EmptyBody killed', 'BooleanLiteral timeout']],
  ['weak', ['EmptyBody killed', 'BooleanLiteral survived']],
  ['weak', ['EmptyBody survived', 'TypedReturn killed']],
  ['pseudo-tested', ['EmptyBody survived', 'TypedReturn survived', 'StringLiteral killed']],
  ['untested', ['EmptyBody no-coverage', 'BooleanLiteral no-coverage']],
  ['weak', ['EmptyBody killed', 'BooleanLiteral no-coverage']],
  ['tested', ['EmptyBody killed', 'BooleanLiteral unproven', 'StringLiteral ignored']],
])('%s: %j', (verdict, mutants) => {
  expect(functionVerdict(mutants.map(mutant))).toBe(verdict);
});

test('a probe says nothing about a function', () => {
  expect(functionVerdict([{ ...mutant('AlwaysThrow survived'), level: 'probe' }])).toBeUndefined();
});

test('a function of which nothing is proven has no verdict', () => {
  expect(functionVerdict([mutant('EmptyBody unproven')])).toBeUndefined();
});

function mutant(told: string): AuditedMutant {
  const [mutator = '', status = ''] = told.split(' ');
  const body = { EmptyBody: 'deleted', TypedReturn: 'constant' }[mutator];
  return { mutator, body, status: status as MutantStatus, level: 'statement' } as AuditedMutant;
}

test.each([
  [['EmptyBody killed', 'StringLiteral out-of-budget'], undefined],
  [['EmptyBody no-coverage', 'StringLiteral out-of-budget'], undefined],
  [['EmptyBody survived', 'TypedReturn out-of-budget'], 'weak'],
  [['EmptyBody survived', 'StringLiteral out-of-budget'], 'pseudo-tested'],
])('of %j, some not run in time, nothing is said that those could contradict: %s', (mutants, verdict) => {
  expect(functionVerdict(mutants.map(mutant))).toBe(verdict);
});
