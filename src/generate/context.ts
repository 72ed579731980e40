import type { Breaks } from '../audit/breaks.ts';
import type { Audit } from '../model/audit.ts';
import type { Generated } from '../model/generated.ts';
import type { AcceptContext, Judged, Trial } from './accept/accept.ts';
import type { SourceTargets } from './targets/plan.ts';
import type { Target } from './targets/targets.ts';

/** What all ways to make tests need. */
export interface GenerateContext {
  /** Root of the project itself, absolute. */
  root: string;
  audit: Audit;
  breaks: Breaks;
  /** The reachable functions of each source in scope. */
  sources: SourceTargets[];
  context: AcceptContext;
  signal: AbortSignal;
  seed: number;
  inputs: number;
  contract: string | undefined;
}

/** The result of one of them. */
export type MadeTests = { trials: Trial[]; judged: Judged } & Pick<
  Generated,
  'same' | 'left' | 'violations'
> & {
    /** Functions that could be called with fitting values, or that a writer was asked for. */
    searched: Target[];
  };
