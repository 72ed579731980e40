import { type ExitCode, exitCodes } from '../errors.ts';
import { doubtsOf } from '../judge/gate.ts';
import type { Audit } from '../model/audit.ts';

/**
 * The exit code. Incomplete results come before the gate, because its figures may still change.
 * @param maxUnproven the largest allowed share of scored breaks without a proven verdict, in percent
 */
export function exitCodeOf(audit: Audit, maxUnproven: number): ExitCode {
  if (doubtsOf(audit, maxUnproven).length > 0 || audit.gate.status === 'undecided')
    return exitCodes.incomplete;
  return audit.gate.status === 'failed' ? exitCodes.gateFailed : exitCodes.passed;
}
