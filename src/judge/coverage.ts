import { type Audit, type AuditedMutant, isNoticed, type Percent } from '../model/audit.ts';
import { isBreak } from '../model/mutant.ts';

const judged = new Set(['killed', 'timeout', 'survived', 'no-coverage']);

/** Counts in the score: a break with a proven verdict. */
export function isValid(mutant: AuditedMutant): boolean {
  return isBreak(mutant) && judged.has(mutant.status);
}

export function isCovered({ status }: AuditedMutant): boolean {
  return status !== 'no-coverage';
}

/** Real and claimed coverage. Percentages have two decimals; of nothing there is none. */
export function coverageOf(mutants: AuditedMutant[]): Pick<Audit, 'realCoverage' | 'claimedCoverage'> {
  const valid = mutants.filter(isValid);
  const killed = valid.filter(isNoticed).length;
  const timeouts = valid.filter(({ status }) => status === 'timeout').length;
  const covered = valid.filter(isCovered).length;
  const percent = (part: number, whole: number): Percent =>
    whole === 0 ? null : Math.round((part / whole) * 10_000) / 100;
  return {
    realCoverage: {
      killed,
      valid: valid.length,
      percent: percent(killed, valid.length),
      percentWithoutTimeouts: percent(killed - timeouts, valid.length - timeouts),
    },
    claimedCoverage: { covered, valid: valid.length, percent: percent(covered, valid.length) },
  };
}
