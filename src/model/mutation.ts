import type { Span } from './source.ts';

/**
 * What a mutator yields: a change of the text, and how the same change is switched on inside the one
 * instrumented program. Offsets are into the original text.
 */
export interface Mutation extends Span {
  /** Takes the place of `[start, end)`; the two together are the mutant as people see it. May be an insertion (start = end). */
  replacement: string;
  placement: Placement;
}

export type Placement =
  /** `at` (default: the mutation's own range) is an expression; `code` (default: the replacement) is evaluated in its stead. */
  | { kind: 'expression'; at?: Span; code?: string }
  /** `at` (default: the mutation's own range) is a statement; `code` runs in its stead (may be empty). */
  | { kind: 'statement'; at?: Span; code?: string }
  /** `code` runs at `at`, an offset where a statement may begin, such as right after a body's `{` and its directives. */
  | { kind: 'entry'; at: number; code: string; alsoInsert?: { at: number; text: string }[] };
