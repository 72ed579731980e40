import { lineStarts } from '../model/apply.ts';
import type { Location, Position, Span } from '../model/source.ts';

export interface Place {
  location: Location;
  span: Span;
  original: string;
  /** Whether the source has the place as the report says it. */
  isExact: boolean;
}

/**
 * Finds places in a source. Reports may have others than the source has: of a line that it is known to be on a mutant has that
 * line, and where there is no such line, nothing of the source.
 */
export function placesIn(source: string): (location: Location) => Place {
  const starts = lineStarts(source);
  const lineEnd = (line: number) => starts[line] ?? source.length + 1;
  const offsetOf = ({ line, column }: Position): number | undefined => {
    const start = starts[line - 1];
    return start === undefined || start + column - 1 >= lineEnd(line) ? undefined : start + column - 1;
  };
  return (location) => {
    const [start, end] = [offsetOf(location.start), offsetOf(location.end)];
    if (start !== undefined && end !== undefined && start < end)
      return { location, span: { start, end }, original: source.slice(start, end), isExact: true };
    // An insertion takes the place of nothing.
    if (start !== undefined && start === end)
      return { location, span: { start, end }, original: '', isExact: true };
    return lineOf(source, starts, location);
  };
}

function lineOf(source: string, starts: readonly number[], { start: { line } }: Location): Place {
  const from = starts[line - 1];
  const text = from === undefined ? '' : (/^.*/.exec(source.slice(from))?.[0] ?? '').trimEnd();
  const indent = text.length - text.trimStart().length;
  const start = from === undefined ? source.length : from + indent;
  return {
    location: { start: { line, column: indent + 1 }, end: { line, column: text.length + 1 } },
    span: { start, end: start + text.length - indent },
    original: text.slice(indent),
    isExact: false,
  };
}
