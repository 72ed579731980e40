/** A mutant as a unified diff that `patch` and `git apply` accept. */
import { applyMutant } from '../src/model/apply.ts';
import type { Mutant } from '../src/model/mutant.ts';

/** One line of a hunk; `text` is without its line end. */
export interface DiffLine {
  kind: 'same' | 'removed' | 'added';
  text: string;
  /** Set when the file ends here without a line end. */
  last?: true;
}

export interface Hunk {
  /** 1-based first line, and how many lines, before and after. */
  before: { line: number; count: number };
  after: { line: number; count: number };
  lines: DiffLine[];
}

type Change = Pick<Mutant, 'file' | 'location' | 'original' | 'replacement'>;

const contextLines = 3;

/**
 * The only hunk of a mutant, with three lines around it. Lines end at `\n` as in every diff.
 * Throws a RangeError when the source is not what was audited.
 */
export function mutantHunk(source: string, mutant: Change): Hunk {
  const before = toLines(source);
  const after = toLines(applyMutant(source, mutant));
  const head = sharedCount(before, after);
  const tail = sharedCount(before.slice(head).reverse(), after.slice(head).reverse());
  const start = Math.max(0, head - contextLines);
  const end = (lines: string[]) => Math.min(lines.length, lines.length - tail + contextLines);
  return {
    before: range(start, end(before)),
    after: range(start, end(after)),
    lines: [
      ...before.slice(start, head).map((line) => diffLine('same', line)),
      ...before.slice(head, before.length - tail).map((line) => diffLine('removed', line)),
      ...after.slice(head, after.length - tail).map((line) => diffLine('added', line)),
      ...before.slice(before.length - tail, end(before)).map((line) => diffLine('same', line)),
    ],
  };
}

function range(start: number, end: number): { line: number; count: number } {
  const count = end - start;
  return { line: count === 0 ? start : start + 1, count };
}

/** Lines with their line ends; a last line without one stays without. */
function toLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function sharedCount(a: string[], b: string[]): number {
  let count = 0;
  while (count < a.length && count < b.length && a[count] === b[count]) count++;
  return count;
}

function diffLine(kind: DiffLine['kind'], line: string): DiffLine {
  return line.endsWith('\n') ? { kind, text: line.slice(0, -1) } : { kind, text: line, last: true };
}
