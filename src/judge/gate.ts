import type { Audit } from '../model/audit.ts';

/** Whether the audit passes, and every reason why not. */
export function gateOf(
  { realCoverage }: Pick<Audit, 'realCoverage'>,
  { minRealCoverage }: { minRealCoverage?: number | undefined },
): Audit['gate'] {
  const reasons: string[] = [];
  if (minRealCoverage !== undefined && realCoverage.percent < minRealCoverage) {
    reasons.push(`real coverage ${realCoverage.percent} % is below the minimum of ${minRealCoverage} %`);
  }
  return { passed: reasons.length === 0, reasons };
}
