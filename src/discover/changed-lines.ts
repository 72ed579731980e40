import { structuredPatch } from 'diff';
import type { Location } from '../model/source.ts';
import type { ChangedFile } from './changed-files.ts';
import type { LineRange } from './types.ts';

/** Whether a range touches lines. */
export function touches({ start, end }: Location, lines: readonly LineRange[] = []): boolean {
  return lines.some(([from, to]) => from <= end.line && to >= start.line);
}

/**
 * The changed lines of a file as it is now; all lines of a new file. Where lines were only removed, the lines around
 * them count. Empty for a deleted file, and for one with the same text.
 */
export function changedLines({ before, after }: ChangedFile): LineRange[] {
  if (!after) return [];
  if (!before) return [[1, Number.MAX_SAFE_INTEGER]];
  const { hunks } = structuredPatch('', '', String(before.bytes), String(after.bytes), '', '', {
    context: 0,
  });
  return hunks.map(({ newStart: from, newLines: count }) =>
    // Where lines were only removed, the range begins at the line after them.
    count > 0 ? [from, from + count - 1] : [Math.max(from - 1, 1), from],
  );
}
