import { describe, expect, test } from 'vitest';
import { commitName, count, duration, madeName, noticing, percent } from '../../../reports/wording.ts';
import type { AuditedMutant } from '../../../src/model/audit.ts';
import { sampleAudit } from '../../helpers/sample-audit.ts';

describe('who notices', () => {
  const isTest = (id: string) => id.startsWith('t');
  const killed = (killedBy: string[], killersComplete: boolean): AuditedMutant => ({
    ...(sampleAudit().mutants[0] as AuditedMutant),
    status: 'killed',
    killedBy,
    killersComplete,
  });

  test.each<[string, AuditedMutant]>([
    ['1 test notices', killed(['t1'], true)],
    ['2 tests notice', killed(['t1', 't2'], true)],
    ['1+ tests notice', killed(['t1'], false)],
    ['1 test notices', killed(['t1', 'hook'], true)],
    ['a hook or file fails', killed(['hook'], true)],
    ['0 tests notice', { ...killed([], true), status: 'survived' }],
    ['no test reaches it', { ...killed([], true), status: 'no-coverage' }],
    ['noticed by timeout', { ...killed(['t1'], false), status: 'timeout' }],
    ['unproven, the fork died', { ...killed([], true), status: 'unproven', reason: 'the fork died' }],
  ])('%s', (expected, mutant) => {
    expect(noticing(mutant, isTest)).toBe(expected);
  });
});

test('an audit is named by its commit, as far as it is known, and when it was made', () => {
  const at = '2026-05-04T09:08:07.123Z';
  const commit = { hash: '0123456789abcdef', subject: 'Mend the cart' };
  expect(madeName({ at })).toBe('2026-05-04 09:08 UTC');
  expect(madeName({ at, commit })).toBe('0123456 Mend the cart · 2026-05-04 09:08 UTC');
  expect(commitName({ ...commit, changed: true })).toBe('0123456 Mend the cart (with changes)');
});

test('a percentage is whole, but 0 and 100 only when they are exact', () => {
  expect([0, 0.004, 0.3, 44.4, 99.4, 99.97, 100].map(percent)).toEqual([
    '0%',
    '0.1%',
    '0.3%',
    '44%',
    '99%',
    '99.9%',
    '100%',
  ]);
});

test('amounts and durations read as people write them', () => {
  expect([count(1, 'test'), count(2, 'test'), count(12_345, 'test')]).toEqual([
    '1 test',
    '2 tests',
    '12,345 tests',
  ]);
  expect([0, 0.2, 3, 820, 4100, 59_949, 59_999, 185_000].map(duration)).toEqual([
    '0 ms',
    '< 1 ms',
    '3 ms',
    '820 ms',
    '4.1 s',
    '59.9 s',
    '1 min 00 s',
    '3 min 05 s',
  ]);
});
