import { describe, expect, test } from 'vitest';
import { historyEntry } from '../../../src/judge/history.ts';
import { movedCoverage } from '../../../src/model/history.ts';
import { settingsOf } from '../../../src/options/scope.ts';
import { historyOn } from '../../helpers/history.ts';
import { sampleAudit } from '../../helpers/sample-audit.ts';

test('where nothing was judged there are no figures to keep', () => {
  const none = { killed: 0, valid: 0, percent: null, percentWithoutTimeouts: null };
  const at = '2026-05-04T03:02:01.000Z';
  const audit = sampleAudit({ realCoverage: none, claimedCoverage: { covered: 0, valid: 0, percent: null } });
  expect(historyEntry(audit, { at })).toBeUndefined();
});

describe('real coverage of two audits', () => {
  const real = (killed: number, valid: number) => ({
    killed,
    valid,
    percent: Math.round((10_000 * killed) / valid) / 100,
  });
  const before = historyOn(1, { realCoverage: real(70, 100), mutants: { killed: 70, survived: 30 } });

  test('is compared with what is accepted counted in both', () => {
    const after = historyOn(2, {
      realCoverage: real(71, 80),
      mutants: { killed: 71, survived: 9, accepted: 20 },
    });
    expect(movedCoverage(before, after)).toEqual({ before: 70, after: 71 });
    expect(movedCoverage(after, after)).toEqual({ before: 88.75, after: 88.75 });
  });

  test('is not compared where the configuration counts other breaks', () => {
    const audit = sampleAudit({ options: { checkTypes: true, killers: 'all' } });
    const { settings } = historyEntry(audit, { at: '2026-05-04T03:02:01.000Z' }, settingsOf(audit))!;
    expect(settings).toBe('{"checkTypes":true}');
    expect(movedCoverage(before, { ...before, settings: settings! })).toBeUndefined();
  });
});

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
