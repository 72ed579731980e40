import { type ExitCode, exitCodes } from '../errors.ts';
import type { Audit } from '../model/audit.ts';
import { isBreak } from '../model/mutant.ts';

/**
 * What the command ends with. Incomplete results come before the gate: it was judged by figures that may change.
 * @param maxUnproven the largest share of the scored breaks, in percent, that may be without a proven verdict
 */
export function exitCodeOf(audit: Audit, maxUnproven: number): ExitCode {
  if (!audit.complete || unprovenPercent(audit) > maxUnproven) return exitCodes.incomplete;
  if (audit.verification?.reproductions.some(({ agrees }) => agrees === false)) return exitCodes.incomplete;
  return audit.gate.passed ? exitCodes.passed : exitCodes.gateFailed;
}

/** Unproven breaks as a share of those with a verdict and themselves, in percent; probes aside. */
export function unprovenPercent({ mutants, realCoverage }: Pick<Audit, 'mutants' | 'realCoverage'>): number {
  const unproven = mutants.filter((mutant) => mutant.status === 'unproven' && isBreak(mutant)).length;
  return unproven === 0 ? 0 : (100 * unproven) / (unproven + realCoverage.valid);
}
