import type { InstrumentedFile } from '../model/instrumented.ts';
import type { Location, Position } from '../model/source.ts';

/** What stands around a break, without white space. */
export interface Surroundings {
  before: string;
  after: string;
}

/** How much of the text is looked at on each side: some lines. */
const reach = 160;

/** What stands around breaks of these files; nothing for another file. */
export function surroundingsIn(
  files: readonly Pick<InstrumentedFile, 'file' | 'original'>[],
): (place: { file: string; location: Location }) => Surroundings {
  const texts = new Map(
    files.map(({ file, original }) => [file, { original, starts: lineStarts(original) }]),
  );
  return ({ file, location }) => {
    const text = texts.get(file);
    if (!text) return { before: '', after: '' };
    const { original, starts } = text;
    const offset = ({ line, column }: Position) => (starts[line - 1] ?? 0) + column - 1;
    const [start, end] = [offset(location.start), offset(location.end)];
    return {
      before: dense(original.slice(Math.max(0, start - reach), start)),
      after: dense(original.slice(end, end + reach)),
    };
  };
}

/** How many characters next to two breaks are the same. */
export function likenessAround(one: Surroundings, other: Surroundings): number {
  return (
    commonStart(one.after, other.after) + commonStart([...one.before].reverse(), [...other.before].reverse())
  );
}

/** How many elements two lists begin with that are the same. */
export function commonStart(one: ArrayLike<string>, other: ArrayLike<string>): number {
  let length = 0;
  while (length < one.length && length < other.length && one[length] === other[length]) length++;
  return length;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function dense(text: string): string {
  return text.replace(/\s+/g, '');
}
