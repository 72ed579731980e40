import type { Audit } from '../model/audit.ts';
import { type FindingKind, isTheater } from '../model/finding.ts';

export interface GateLimits {
  /** In percent. */
  minRealCoverage?: number | undefined;
  maxTheater?: number | undefined;
  failOn: FindingKind[];
}

/** Whether anything is asked of the audit. */
export function hasLimits({ minRealCoverage, maxTheater, failOn }: GateLimits): boolean {
  return minRealCoverage !== undefined || maxTheater !== undefined || failOn.length > 0;
}

/** Whether the audit passes, and every reason why not. */
export function gateOf(
  { realCoverage, findings }: Pick<Audit, 'realCoverage' | 'findings'>,
  { minRealCoverage, maxTheater, failOn }: GateLimits,
): Audit['gate'] {
  const reasons: string[] = [];
  if (minRealCoverage !== undefined && realCoverage.percent < minRealCoverage) {
    reasons.push(`real coverage ${realCoverage.percent} % is below the minimum of ${minRealCoverage} %`);
  }
  const theater = findings.filter(isTheater).length;
  if (maxTheater !== undefined && theater > maxTheater) {
    reasons.push(`${theater} ${theater === 1 ? 'test is' : 'tests are'} theater, more than ${maxTheater}`);
  }
  for (const kind of failOn) {
    const found = findings.filter((finding) => finding.kind === kind && finding.ignored === undefined).length;
    if (found > 0) reasons.push(`${found} ${found === 1 ? 'test is' : 'tests are'} ${kind}`);
  }
  return { passed: reasons.length === 0, reasons };
}
