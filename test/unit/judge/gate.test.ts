import { describe, expect, test } from 'vitest';
import { type GateLimits, gateOf, unprovenPercent } from '../../../src/judge/gate.ts';
import type { Audit, AuditedMutant, MutantStatus } from '../../../src/model/audit.ts';
import { sampleAudit } from '../../helpers/sample-audit.ts';

const audit = sampleAudit();
const nothing: GateLimits = { failOn: [], maxUnproven: 100 };
const real = { ...nothing, minRealCoverage: 44.44 };
const empty = { killed: 0, valid: 0, percent: null, percentWithoutTimeouts: null };

test('without limits there is no gate, however little was judged', () => {
  expect(gateOf(audit, nothing)).toEqual({ status: 'none', reasons: [] });
  expect(gateOf(sampleAudit({ complete: false, realCoverage: empty }), nothing).status).toBe('none');
});

test('real coverage may be as low as its minimum', () => {
  expect(gateOf(audit, real).status).toBe('passed');
  expect(gateOf(audit, { ...nothing, minRealCoverage: 45 })).toEqual({
    status: 'failed',
    reasons: ['real coverage 44.44% is below the minimum of 45%'],
  });
});

test('theater may be as much as its maximum; what a comment accepts is none', () => {
  expect(gateOf(audit, { ...nothing, maxTheater: 1 }).status).toBe('passed');
  expect(gateOf(audit, { ...nothing, maxTheater: 0 }).reasons).toEqual(['1 test is theater, more than 0']);
});

test('findings of a kind that is named fail it, accepted ones aside', () => {
  expect(gateOf(audit, { ...nothing, failOn: ['swallows-failure', 'hollow', 'flaky'] }).reasons).toEqual([
    '1 test is swallows-failure',
  ]);
});

test('as many breaks may be accepted as the maximum says', () => {
  const mutants = audit.mutants.map((mutant) =>
    mutant.status === 'no-coverage' ? { ...mutant, status: 'accepted' as const } : mutant,
  );
  expect(gateOf({ ...audit, mutants }, { ...nothing, maxAccepted: 2 }).status).toBe('passed');
  expect(gateOf({ ...audit, mutants }, { ...nothing, maxAccepted: 1 })).toEqual({
    status: 'failed',
    reasons: ['2 surviving breaks are accepted, more than 1'],
  });
});

describe('it is not decided', () => {
  test('after an interruption, whatever the figures are', () => {
    expect(gateOf(sampleAudit({ complete: false }), real)).toEqual({
      status: 'undecided',
      reasons: ['the audit was interrupted'],
    });
  });

  test('where no break was judged', () => {
    const judged = sampleAudit({ realCoverage: empty, findings: [] });
    for (const limits of [real, { ...nothing, maxTheater: 0 }, { ...nothing, maxAccepted: 5 }])
      expect(gateOf(judged, limits)).toEqual({ status: 'undecided', reasons: ['no break was judged'] });
  });

  test('where too many breaks are unproven', () => {
    expect(gateOf(audit, { ...real, maxUnproven: 5 })).toEqual({
      status: 'undecided',
      reasons: ['5.26% of the breaks have no proven verdict, more than 5%'],
    });
  });

  test('where the plain test runner says otherwise', () => {
    const reproductions = [
      { mutant: 'm', outcome: 'noticed' as const, failures: [], testFiles: [], agrees: false },
    ];
    expect(gateOf(sampleAudit({ verification: { seed: 1, reproductions } }), real).reasons).toEqual([
      'the plain test runner disagrees with 1 verdict',
    ]);
  });
});

test('nothing to check is neither passed nor undecided', () => {
  const unchanged = sampleAudit({ unchanged: true, realCoverage: empty, mutants: [], findings: [] });
  expect(gateOf(unchanged, real)).toEqual({ status: 'nothing-to-check', reasons: [] });
  expect(gateOf({ ...unchanged, complete: false }, real).status).toBe('undecided');
});

test('the share of unproven breaks counts no probes', () => {
  const withStatuses = (statuses: MutantStatus[]) => {
    const mutants = statuses.map((status) => ({ status, level: 'statement' }) as AuditedMutant);
    const valid = statuses.filter((status) => status !== 'unproven').length;
    return { mutants, realCoverage: { valid } } as Audit;
  };
  const { mutants, realCoverage } = withStatuses(['killed', 'killed', 'killed', 'unproven']);
  const probe = { status: 'unproven', level: 'probe' } as AuditedMutant;
  expect(unprovenPercent({ mutants: [...mutants, probe, probe], realCoverage })).toBe(25);
  expect(unprovenPercent(withStatuses([]))).toBe(0);
  expect(unprovenPercent(withStatuses(['unproven']))).toBe(100);
});

test('a minimum of real coverage holds whatever the breaks do that were not run in time, or it is not decided', () => {
  const mutants = audit.mutants.map((each) =>
    each.status === 'no-coverage' ? { ...each, status: 'out-of-budget' as const } : each,
  );
  const realCoverage = { ...audit.realCoverage, killed: 8, valid: 16, percent: 50 };
  const gate = (minRealCoverage: number) =>
    gateOf({ ...audit, mutants, realCoverage }, { ...nothing, minRealCoverage });
  expect([gate(44).status, gate(56).status]).toEqual(['passed', 'failed']);
  expect(gate(50)).toEqual({
    status: 'undecided',
    reasons: ['the budget was spent: real coverage is between 44.44% and 55.56%, the minimum is 50%'],
  });
});
