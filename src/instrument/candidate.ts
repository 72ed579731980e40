import type { MutantLevel, ReplacedBody } from '../model/mutant.ts';
import type { Placement } from '../model/mutation.ts';
import type { Span } from '../model/source.ts';
import type { Visit } from './syntax.ts';

/** A mutant on its way from a mutator into the text. */
export interface Candidate extends Span {
  mutator: string;
  level: MutantLevel;
  body?: ReplacedBody;
  from: 'stryker' | 'own';
  /** Takes the place of `[start, end)` in the original. */
  replacement: string;
  placement: Placement | CasePlacement;
  /** The node that is changed, or the innermost one around the change. */
  target: Visit;
  /** Why it must not run. */
  ignored?: string;
  /** Why it cannot run. */
  invalid?: string;
  /** The replacement as an expression that stands alone, if it is one. */
  alone?: string;
  /** The replacement as it stands within a larger expression: without what only separates it from other statements. */
  within?: string;
}

/** The statements of a switch case (the target) are left out. */
export interface CasePlacement {
  kind: 'case';
}
