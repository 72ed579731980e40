import { spanAt } from '../model/apply.ts';
import type { Mutant } from '../model/mutant.ts';
import type { Span } from '../model/source.ts';

/** A mutant and where it is, in offsets. */
export interface Edit extends Span {
  mutant: Mutant;
}

/** The mutants of a file as edits of its text. */
export function editsOf(text: string, mutants: readonly Mutant[]): Edit[] {
  return mutants.map((mutant) => ({ mutant, ...spanAt(text, mutant.location) }));
}

/**
 * Splits the mutants of one file into groups that can be made at once: at most one of each innermost function,
 * at most one outside functions, and none that touches another.
 */
export function groupsOf(edits: readonly Edit[]): Edit[][] {
  const groups: Edit[][] = [];
  for (const edit of edits) {
    const group = groups.find((others) => others.every((other) => canJoin(edit, other)));
    if (group) group.push(edit);
    else groups.push([edit]);
  }
  return groups;
}

function canJoin(edit: Edit, other: Edit): boolean {
  return edit.mutant.function !== other.mutant.function && (edit.end < other.start || other.end < edit.start);
}

/** The text with all edits of a group made. */
export function applyEdits(text: string, group: readonly Edit[]): string {
  return group
    .toSorted((a, b) => b.start - a.start)
    .reduce((before, { start, end, mutant }) => {
      return before.slice(0, start) + mutant.replacement + before.slice(end);
    }, text);
}

/** The offset in the original text of what stands at `offset` once the group is applied. */
export function offsetBefore(group: readonly Edit[], offset: number): number {
  let shift = 0;
  for (const { start, end, mutant } of group.toSorted((a, b) => a.start - b.start)) {
    if (offset < start + shift) break;
    if (offset < start + shift + mutant.replacement.length) return start;
    shift += mutant.replacement.length - (end - start);
  }
  return offset - shift;
}
