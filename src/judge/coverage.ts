import { type Audit, type AuditedMutant, isNoticed } from '../model/audit.ts';
import { isBreak } from '../model/mutant.ts';

const judged = new Set(['killed', 'timeout', 'survived', 'no-coverage']);

/** Counts in the score: a break with a proven verdict. */
export function isValid(mutant: AuditedMutant): boolean {
  return isBreak(mutant) && judged.has(mutant.status);
}

export function isCovered({ status }: AuditedMutant): boolean {
  return status !== 'no-coverage';
}

/** Real and claimed coverage; 100 % of nothing is 100 %. Percentages have two decimals. */
export function coverageOf(mutants: AuditedMutant[]): Pick<Audit, 'realCoverage' | 'claimedCoverage'> {
  const valid = mutants.filter(isValid);
  const killed = valid.filter(isNoticed).length;
  const timeouts = valid.filter(({ status }) => status === 'timeout').length;
  const covered = valid.filter(isCovered).length;
  const percent = (part: number, whole: number) =>
    whole === 0 ? 100 : Math.round((part / whole) * 10_000) / 100;
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
