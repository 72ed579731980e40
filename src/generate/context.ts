import type { Breaks } from '../audit/breaks.ts';
import type { Audit } from '../model/audit.ts';
import type { Generated } from '../model/generated.ts';
import type { AcceptContext, Judged, Trial } from './accept/accept.ts';
import type { SourceTargets } from './targets/plan.ts';
import type { Target } from './targets/targets.ts';

/** What the ways to tests have in common. */
export interface GenerateContext {
  /** The project itself, absolute. */
  root: string;
  audit: Audit;
  breaks: Breaks;
  /** What can be reached of each source in scope. */
  sources: SourceTargets[];
  context: AcceptContext;
  signal: AbortSignal;
  seed: number;
  inputs: number;
  contract: string | undefined;
}

/** What came of one of them. */
export type MadeTests = { trials: Trial[]; judged: Judged } & Pick<
  Generated,
  'same' | 'left' | 'violations'
> & {
    /** Functions that could be called with values that fit, or that a writer was asked for. */
    searched: Target[];
  };
