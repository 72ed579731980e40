import { describe, expect, test } from 'vitest';
import { exitCodeOf } from '../../../src/commands/audit-exit-code.ts';
import type { Audit, AuditedMutant, MutantStatus } from '../../../src/model/audit.ts';

function audit(
  statuses: MutantStatus[],
  { complete = true, gate = 'passed' }: { complete?: boolean; gate?: Audit['gate']['status'] } = {},
): Audit {
  const mutants = statuses.map((status) => ({ status, level: 'statement' }) as AuditedMutant);
  const valid = statuses.filter((status) => status !== 'unproven').length;
  return {
    mutants,
    realCoverage: { valid },
    complete,
    gate: { status: gate, reasons: [] },
  } as unknown as Audit;
}

const killed = (count: number): MutantStatus[] => Array(count).fill('killed');

describe('the exit code', () => {
  test.each(['passed', 'none', 'nothing-to-check'] as const)('is 0 where the gate is: %s', (gate) => {
    expect(exitCodeOf(audit(killed(3), { gate }), 5)).toBe(0);
  });

  test('is 1 when the gate failed', () => {
    expect(exitCodeOf(audit(killed(3), { gate: 'failed' }), 5)).toBe(1);
  });

  test('is 4 when the gate is not decided', () => {
    expect(exitCodeOf(audit([], { gate: 'undecided' }), 5)).toBe(4);
  });

  test('is 4 after an interruption, whatever the gate says', () => {
    expect(exitCodeOf(audit(killed(3), { complete: false, gate: 'failed' }), 5)).toBe(4);
    expect(exitCodeOf(audit(killed(3), { complete: false, gate: 'none' }), 5)).toBe(4);
  });

  test('is 4 when more than the tolerated share has no proven verdict', () => {
    const oneInTwenty = audit([...killed(19), 'unproven']);
    expect(exitCodeOf(oneInTwenty, 5)).toBe(0);
    expect(exitCodeOf(oneInTwenty, 4.9)).toBe(4);
  });
});
