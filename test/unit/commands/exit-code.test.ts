import { describe, expect, test } from 'vitest';
import { exitCodeOf, unprovenPercent } from '../../../src/commands/exit-code.ts';
import type { Audit, AuditedMutant, MutantStatus } from '../../../src/model/audit.ts';

function audit(statuses: MutantStatus[], { complete = true, passed = true } = {}): Audit {
  const mutants = statuses.map((status) => ({ status, level: 'statement' }) as AuditedMutant);
  const valid = statuses.filter((status) => status !== 'unproven').length;
  return { mutants, realCoverage: { valid }, complete, gate: { passed, reasons: [] } } as unknown as Audit;
}

const killed = (count: number): MutantStatus[] => Array(count).fill('killed');

describe('the exit code', () => {
  test('is 0 for a complete audit whose gate passed', () => {
    expect(exitCodeOf(audit(killed(3)), 5)).toBe(0);
  });

  test('is 1 when the gate failed', () => {
    expect(exitCodeOf(audit(killed(3), { passed: false }), 5)).toBe(1);
  });

  test('is 4 after an interruption, whatever the gate says', () => {
    expect(exitCodeOf(audit(killed(3), { complete: false, passed: false }), 5)).toBe(4);
  });

  test('is 4 when more than the tolerated share has no proven verdict', () => {
    const oneInTwenty = audit([...killed(19), 'unproven']);
    expect(exitCodeOf(oneInTwenty, 5)).toBe(0);
    expect(exitCodeOf(oneInTwenty, 4.9)).toBe(4);
  });
});

test('the share of unproven breaks counts no probes', () => {
  const { mutants, realCoverage } = audit([...killed(3), 'unproven']);
  const probe = { status: 'unproven', level: 'probe' } as AuditedMutant;
  expect(unprovenPercent({ mutants: [...mutants, probe, probe], realCoverage } as Audit)).toBe(25);
  expect(unprovenPercent(audit([]))).toBe(0);
  expect(unprovenPercent(audit(['unproven']))).toBe(100);
});
