import type { Location, Position } from '../model/source.ts';

/** Converts between offsets and 1-based positions. A line ends at `\n`; a `\r` before it belongs to the line. */
export interface Positions {
  location(start: number, end: number): Location;
}

export function positionsOf(source: string): Positions {
  const lineStarts = startsOfLines(source, /\n/g);
  const at = (offset: number): Position => {
    const line = lastAtMost(lineStarts, offset);
    return { line: line + 1, column: offset - (lineStarts[line] as number) + 1 };
  };
  return { location: (start, end) => ({ start: at(start), end: at(end) }) };
}

/** Offsets of lines as Babel counts them: it also breaks lines at `\r`, U+2028 and U+2029. */
export function babelLines(source: string): number[] {
  return startsOfLines(source, /\r\n|[\n\r\u2028\u2029]/g);
}

function startsOfLines(source: string, breaks: RegExp): number[] {
  return [0, ...Array.from(source.matchAll(breaks), (match) => match.index + match[0].length)];
}

function lastAtMost(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] as number) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
