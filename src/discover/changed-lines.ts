import { structuredPatch } from 'diff';
import type { Location } from '../model/source.ts';
import type { ChangedFile } from './changed-files.ts';
import type { LineRange } from './types.ts';

/** Whether a place has a part in lines. */
export function touches({ start, end }: Location, lines: readonly LineRange[] = []): boolean {
  return lines.some(([from, to]) => from <= end.line && to >= start.line);
}

/**
 * The lines of a file that changed, as they are now; all of them in a new file. Where lines were only removed, the
 * lines around count. Nothing of a file that is gone or whose text is the same.
 */
export function changedLines({ before, after }: ChangedFile): LineRange[] {
  if (!after) return [];
  if (!before) return [[1, Number.MAX_SAFE_INTEGER]];
  const { hunks } = structuredPatch('', '', String(before.bytes), String(after.bytes), '', '', {
    context: 0,
  });
  return hunks.map(({ newStart: from, newLines: count }) =>
    // Where lines were only removed, it begins at the one behind them.
    count > 0 ? [from, from + count - 1] : [Math.max(from - 1, 1), from],
  );
}
