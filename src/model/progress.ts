import type { MutantStatus, Notice, PhaseTiming } from './audit.ts';
import type { Mutant } from './mutant.ts';

/** A phase of an audit, or of having tests written. */
export type Phase = PhaseTiming['phase'] | GeneratePhase;

type GeneratePhase = 'search' | 'ask' | 'try';

/** Whether a phase belongs to an audit, which keeps how long it took. */
export function isOfAudit(phase: Phase): phase is PhaseTiming['phase'] {
  return phase !== 'search' && phase !== 'ask' && phase !== 'try';
}

/** What a running audit has found of a break. A later one of the same break corrects it; the audit has the last word. */
export interface EarlyVerdict {
  mutant: Mutant;
  /** Name of the function that it is in, if it is in any. */
  functionName?: string;
  status: MutantStatus;
}

/** What a running audit tells whoever watches it, and how it is told to stop. */
export interface AuditEvents {
  /**
   * A phase begins, and the one before it is over. `total` is how many steps `advance` will count, if known;
   * called again for the phase that runs already, it only corrects the total.
   */
  phase(phase: Phase, total?: number): void;
  /** `steps` more (default 1) of the running phase are done; `detail` says what is at work now. */
  advance(steps?: number, detail?: string): void;
  /** Something that limits what the audit says came to light. */
  notice(notice: Notice): void;
  /** Verdicts came, while others are still open. */
  verdicts?(verdicts: EarlyVerdict[]): void;
  /** Aborted when the user asks to stop: the audit then ends early with what it knows, `complete: false`. */
  signal?: AbortSignal;
}
