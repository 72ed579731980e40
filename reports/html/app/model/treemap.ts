/** A map of the code: each file a rectangle, each function one in it, as large as it has breaks. */
import type { FunctionVerdict } from '../../../../src/model/audit.ts';
import type { FunctionRow } from './functions.ts';
import { type Rectangle, squarify } from './squarify.ts';

export interface Leaf extends Rectangle {
  row: FunctionRow;
}

export interface FileBox extends Rectangle {
  file: string;
  breaks: number;
  /** Whether there is room for its name above its functions. */
  named: boolean;
  /** None where it is too small to look into: then it is of one colour. */
  leaves: Leaf[];
  /** The verdict with most breaks in it. */
  verdict: FunctionVerdict | 'none';
}

const headHeight = 20;
const leastArea = 900;
/** More rectangles than these nobody can tell apart. */
const most = 400;

export function treemap(rows: FunctionRow[], width: number, height: number): FileBox[] {
  const files = [
    ...Map.groupBy(
      rows.filter(({ breaks }) => breaks > 0),
      ({ unit }) => unit.file,
    ),
  ]
    .map(([file, own]) => ({ file, own, size: sum(own) }))
    .sort((a, b) => b.size - a.size || (a.file < b.file ? -1 : 1));
  let room = most;
  return squarify(files, { x: 0, y: 0, width, height }).map(({ item: { file, own, size }, ...box }) => {
    const named = box.height >= 44 && box.width >= 64;
    const isLarge = box.width * box.height >= leastArea * Math.sqrt(own.length) && own.length <= room;
    if (isLarge) room -= own.length;
    return {
      ...box,
      file,
      breaks: size,
      named,
      verdict: commonVerdict(own),
      leaves: isLarge ? leavesOf(own, box, named) : [],
    };
  });
}

function leavesOf(own: FunctionRow[], box: Rectangle, named: boolean): Leaf[] {
  const head = named ? headHeight : 0;
  const inside = {
    x: 2,
    y: head + (named ? 0 : 2),
    width: box.width - 4,
    height: box.height - head - (named ? 2 : 4),
  };
  const sorted = own.map((row) => ({ row, size: row.breaks })).sort((a, b) => b.size - a.size);
  return squarify(sorted, inside).map(({ item, ...leaf }) => ({ ...leaf, row: item.row }));
}

function commonVerdict(rows: FunctionRow[]): FunctionVerdict | 'none' {
  const sizes = [...Map.groupBy(rows, ({ unit }): FileBox['verdict'] => unit.verdict ?? 'none')].map(
    ([verdict, own]) => ({
      verdict,
      size: sum(own),
    }),
  );
  return sizes.sort((a, b) => b.size - a.size)[0]?.verdict ?? 'none';
}

function sum(rows: FunctionRow[]): number {
  return rows.reduce((total, { breaks }) => total + breaks, 0);
}
