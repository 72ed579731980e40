/** A mutant as a unified diff that `patch` and `git apply` accept. */
import { structuredPatch } from 'diff';
import { applyMutant } from '../src/model/apply.ts';
import type { Mutant } from '../src/model/mutant.ts';

export interface Hunk {
  /** 1-based first line, and how many lines, before and after. */
  before: { line: number; count: number };
  after: { line: number; count: number };
  /** Each begins with ` `, `-` or `+`; a `\` begins a note that the file ends without a line end. */
  lines: string[];
}

type Change = Pick<Mutant, 'file' | 'location' | 'original' | 'replacement'>;

const context = 3;

/**
 * The hunks of a mutant, with three lines around each. Lines end at `\n` as in every diff.
 * Throws a RangeError when the source is not what was audited.
 */
export function mutantHunks(source: string, mutant: Change): Hunk[] {
  const { hunks } = structuredPatch(mutant.file, mutant.file, source, applyMutant(source, mutant), '', '', {
    context,
  });
  return hunks.map(({ oldStart, oldLines, newStart, newLines, lines }) => ({
    before: { line: oldStart, count: oldLines },
    after: { line: newStart, count: newLines },
    lines,
  }));
}
