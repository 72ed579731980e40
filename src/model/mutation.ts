import type { Span } from './source.ts';

/**
 * The result of a mutator: an edit of the text, and how to switch the same change on in the instrumented program. Offsets
 * are those of the original text.
 */
export interface Mutation extends Span {
  /** Replaces `[start, end)`. Range and replacement together are the mutant as people see it. It may be an insertion. */
  replacement: string;
  placement: Placement;
}

export type Placement =
  /** `at` (default: the mutation's own range) is an expression; `code` (default: the replacement) is evaluated instead of it. */
  | { kind: 'expression'; at?: Span; code?: string }
  /** `at` (default: the mutation's own range) is a statement; `code` (may be empty) runs instead of it. */
  | { kind: 'statement'; at?: Span; code?: string }
  /** `code` runs at `at`, an offset where a statement may begin, such as right after a body's `{` and its directives. */
  | { kind: 'entry'; at: number; code: string; alsoInsert?: { at: number; text: string }[] };
