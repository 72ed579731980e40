/** From places in a source text to offsets, and the mutant itself: the source with one change made. */
import type { Mutant } from './mutant.ts';
import type { Location, Position, Span } from './source.ts';

type Change = Pick<Mutant, 'file' | 'location' | 'original' | 'replacement'>;

/** Offset of the first character of each line. A line ends at `\n`; a `\r` before it belongs to the line. */
export function lineStarts(source: string): number[] {
  return [0, ...Array.from(source.matchAll(/\n/g), (end) => end.index + 1)];
}

/** The offsets of a location. Throws a RangeError when the source has no such place. */
export function spanAt(source: string, location: Location): Span {
  const starts = lineStarts(source);
  const start = offsetAt(source, starts, location.start);
  const end = offsetAt(source, starts, location.end);
  if (end < start) throw new RangeError(`A location ends at ${place(location.end)}, before it starts.`);
  return { start, end };
}

/** The text at a location. Throws a RangeError when the source has no such place. */
export function textAt(source: string, location: Location): string {
  const { start, end } = spanAt(source, location);
  return source.slice(start, end);
}

/** Whether the source still holds the mutant's original text at its location. */
export function isCurrent(source: string, mutant: Pick<Change, 'location' | 'original'>): boolean {
  try {
    return textAt(source, mutant.location) === mutant.original;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/**
 * The mutant as a source text: `replacement` put at `location`, all else untouched.
 * Throws a RangeError when the source does not hold `original` there, as after an edit.
 */
export function applyMutant(source: string, mutant: Change): string {
  const { start, end } = spanAt(source, mutant.location);
  if (source.slice(start, end) !== mutant.original) {
    throw new RangeError(`${mutant.file}:${place(mutant.location.start)} is not what was audited.`);
  }
  return source.slice(0, start) + mutant.replacement + source.slice(end);
}

function offsetAt(source: string, starts: number[], position: Position): number {
  const start = starts[position.line - 1];
  const next = starts[position.line] ?? source.length;
  const offset = (start ?? Number.NaN) + position.column - 1;
  if (!(position.column >= 1 && offset <= next))
    throw new RangeError(`The source has no ${place(position)}.`);
  return offset;
}

function place(position: Position): string {
  return `${position.line}:${position.column}`;
}
