import { expect, test } from 'vitest';
import { gateOf } from '../../../src/judge/gate.ts';
import { sampleAudit } from '../../helpers/sample-audit.ts';

const audit = sampleAudit();
const nothing = { failOn: [] };

test('without limits everything passes', () => {
  expect(gateOf(audit, nothing)).toEqual({ passed: true, reasons: [] });
});

test('real coverage may be as low as its minimum', () => {
  expect(gateOf(audit, { ...nothing, minRealCoverage: 44.44 }).passed).toBe(true);
  expect(gateOf(audit, { ...nothing, minRealCoverage: 45 }).reasons).toEqual([
    'real coverage 44.44 % is below the minimum of 45 %',
  ]);
});

test('theater may be as much as its maximum; what a comment accepts is none', () => {
  expect(gateOf(audit, { ...nothing, maxTheater: 1 }).passed).toBe(true);
  expect(gateOf(audit, { ...nothing, maxTheater: 0 }).reasons).toEqual(['1 test is theater, more than 0']);
});

test('findings of a kind that is named fail it, accepted ones aside', () => {
  expect(gateOf(audit, { failOn: ['swallows-failure', 'hollow', 'flaky'] }).reasons).toEqual([
    '1 test is swallows-failure',
  ]);
});
