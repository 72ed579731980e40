import { type ExitCode, exitCodes } from '../errors.ts';
import { doubtsOf } from '../judge/gate.ts';
import type { Audit } from '../model/audit.ts';

/**
 * What the command ends with. Incomplete results come before the gate: it was judged by figures that may change.
 * @param maxUnproven the largest share of the scored breaks, in percent, that may be without a proven verdict
 */
export function exitCodeOf(audit: Audit, maxUnproven: number): ExitCode {
  if (doubtsOf(audit, maxUnproven).length > 0 || audit.gate.status === 'undecided')
    return exitCodes.incomplete;
  return audit.gate.status === 'failed' ? exitCodes.gateFailed : exitCodes.passed;
}
