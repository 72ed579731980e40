import type { MutantLevel, ReplacedBody } from '../model/mutant.ts';
import type { Placement } from '../model/mutation.ts';
import type { Span } from '../model/source.ts';
import type { Visit } from './syntax.ts';

/** A mutant before it is placed in the text. */
export interface Candidate extends Span {
  mutator: string;
  level: MutantLevel;
  body?: ReplacedBody;
  from: 'stryker' | 'own';
  /** Replaces `[start, end)` in the original. */
  replacement: string;
  placement: Placement | CasePlacement;
  /** The changed node, or the innermost node around the change. */
  target: Visit;
  /** Why it must not run: the user ignores it. */
  ignored?: string;
  /** Why it cannot run. */
  invalid?: string;
  /** The replacement as an expression, if it is one. */
  alone?: string;
  /** The replacement inside a larger expression: without semicolons and the like. */
  within?: string;
}

/** For the statements of a switch case, without a target. */
export interface CasePlacement {
  kind: 'case';
}
