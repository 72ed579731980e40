import { expect, test } from 'vitest';
import { historyEntry } from '../../../src/judge/history.ts';
import { sampleAudit } from '../../helpers/sample-audit.ts';

test('an audit in figures has no probes and no findings that a comment accepts', () => {
  const at = '2026-05-04T03:02:01.000Z';
  expect(historyEntry(sampleAudit(), { at })).toEqual({
    at,
    toolVersion: '0.1.0',
    realCoverage: { killed: 8, valid: 18, percent: 44.44 },
    claimedCoverage: { covered: 16, valid: 18, percent: 88.89 },
    functions: { weak: 2, 'pseudo-tested': 1, tested: 2, untested: 1 },
    mutants: {
      killed: 7,
      survived: 8,
      'no-coverage': 2,
      timeout: 1,
      unproven: 1,
      'type-error': 1,
      invalid: 1,
      ignored: 1,
    },
    tests: 7,
    findings: { 'swallows-failure': 1 },
    seconds: 4.2,
  });
});
