import type { Audit, Gate } from '../model/audit.ts';
import { type FindingKind, isTheater } from '../model/finding.ts';
import { isBreak } from '../model/mutant.ts';

export interface GateLimits {
  /** In percent. */
  minRealCoverage?: number | undefined;
  maxTheater?: number | undefined;
  maxAccepted?: number | undefined;
  failOn: FindingKind[];
  /** In percent; a condition for any result rather than a limit of its own. */
  maxUnproven: number;
}

type Measured = Pick<
  Audit,
  'realCoverage' | 'findings' | 'mutants' | 'complete' | 'verification' | 'unchanged'
>;

/** Whether the limits hold, and every reason why not. Only what was judged to its end can pass. */
export function gateOf(audit: Measured, limits: GateLimits): Gate {
  if (!hasLimits(limits)) return { status: 'none', reasons: [] };
  const doubts = doubtsOf(audit, limits.maxUnproven);
  if (doubts.length > 0) return { status: 'undecided', reasons: doubts };
  if (audit.unchanged) return { status: 'nothing-to-check', reasons: [] };
  const failures = failuresOf(audit, limits);
  if (failures.length > 0) return { status: 'failed', reasons: failures };
  return audit.realCoverage.valid === 0
    ? { status: 'undecided', reasons: ['no break was judged'] }
    : { status: 'passed', reasons: [] };
}

/** Whether anything is asked of the audit. */
export function hasLimits({ minRealCoverage, maxTheater, maxAccepted, failOn }: GateLimits): boolean {
  return [minRealCoverage, maxTheater, maxAccepted].some((limit) => limit !== undefined) || failOn.length > 0;
}

/** Why the figures may be others than they are shown. */
export function doubtsOf(
  { complete, mutants, realCoverage, verification }: Omit<Measured, 'findings' | 'unchanged'>,
  maxUnproven: number,
): string[] {
  const unproven = unprovenPercent({ mutants, realCoverage });
  const disagreeing = (verification?.reproductions ?? []).filter(({ agrees }) => agrees === false).length;
  return [
    ...(complete ? [] : ['the audit was interrupted']),
    ...(unproven > maxUnproven
      ? [`${rounded(unproven)} % of the breaks have no proven verdict, more than ${maxUnproven} %`]
      : []),
    ...(disagreeing > 0
      ? [`plain Vitest disagrees with ${disagreeing} ${disagreeing === 1 ? 'verdict' : 'verdicts'}`]
      : []),
  ];
}

/** Unproven breaks as a share of those with a verdict and themselves, in percent; probes aside. */
export function unprovenPercent({ mutants, realCoverage }: Pick<Audit, 'mutants' | 'realCoverage'>): number {
  const unproven = mutants.filter((mutant) => mutant.status === 'unproven' && isBreak(mutant)).length;
  return unproven === 0 ? 0 : (100 * unproven) / (unproven + realCoverage.valid);
}

function failuresOf(audit: Measured, limits: GateLimits): string[] {
  const { minRealCoverage, maxTheater, maxAccepted, failOn } = limits;
  const { percent } = audit.realCoverage;
  const theater = audit.findings.filter(isTheater).length;
  const accepted = audit.mutants.filter(({ status }) => status === 'accepted').length;
  const found = (kind: FindingKind) =>
    audit.findings.filter((finding) => finding.kind === kind && finding.ignored === undefined).length;
  return [
    ...(minRealCoverage !== undefined && percent !== null && percent < minRealCoverage
      ? [`real coverage ${percent} % is below the minimum of ${minRealCoverage} %`]
      : []),
    ...(maxTheater !== undefined && theater > maxTheater
      ? [`${are(theater, 'test')} theater, more than ${maxTheater}`]
      : []),
    ...(maxAccepted !== undefined && accepted > maxAccepted
      ? [`${are(accepted, 'surviving break')} accepted, more than ${maxAccepted}`]
      : []),
    ...failOn.filter((kind) => found(kind) > 0).map((kind) => `${are(found(kind), 'test')} ${kind}`),
  ];
}

function are(amount: number, word: string): string {
  return amount === 1 ? `1 ${word} is` : `${amount} ${word}s are`;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
