/** A map of the code: each file a box, each function a part of it, as large as it has breaks. */
import type { FunctionVerdict } from '../../../../src/model/audit.ts';
import { type FunctionRow, verdictOrder } from './functions.ts';
import { type Rectangle, squarify } from './squarify.ts';

/** A function; in a large project all functions of one verdict together. */
export interface Part extends Rectangle {
  verdict: FunctionVerdict | 'none';
  rows: FunctionRow[];
  breaks: number;
}

/** A file; in a very large project a folder. */
export interface Box extends Rectangle {
  path: string;
  breaks: number;
  /** Whether there is room for its name above its parts. */
  named: boolean;
  parts: Part[];
}

export interface Treemap {
  /** What a part is, and what a box is. */
  parts: 'function' | 'verdict';
  boxes: 'file' | 'folder';
  map: Box[];
}

const headHeight = 20;
/** More rectangles than these nobody can tell apart. */
const most = { parts: 500, boxes: 150 };

export function treemap(rows: FunctionRow[], width: number, height: number): Treemap {
  const counted = rows.filter(({ breaks }) => breaks > 0);
  const parts = counted.length <= most.parts ? 'function' : 'verdict';
  const { groups, isFile } = grouped(counted);
  const boxes = [...groups]
    .map(([path, own]) => ({ path, own, size: sum(own) }))
    .sort((a, b) => b.size - a.size || (a.path < b.path ? -1 : 1));
  const map = squarify(boxes, { x: 0, y: 0, width, height }).map(({ item: { path, own, size }, ...box }) => {
    const named = box.height >= 44 && box.width >= 64;
    return { ...box, path, breaks: size, named, parts: partsOf(own, box, named, parts) };
  });
  return { parts, boxes: isFile ? 'file' : 'folder', map };
}

/** By file; by folder, the higher up the more files there are, where nobody could tell the files apart. */
function grouped(rows: FunctionRow[]): { groups: Map<string, FunctionRow[]>; isFile: boolean } {
  const files = Map.groupBy(rows, ({ unit }) => unit.file);
  if (files.size <= most.boxes) return { groups: files, isFile: true };
  const deepest = Math.max(...[...files.keys()].map((file) => file.split('/').length - 1), 1);
  for (let depth = deepest; depth > 1; depth--) {
    const groups = Map.groupBy(rows, ({ unit }) => folderOf(unit.file, depth));
    if (groups.size <= most.boxes) return { groups, isFile: false };
  }
  return { groups: Map.groupBy(rows, ({ unit }) => folderOf(unit.file, 1)), isFile: false };
}

function folderOf(file: string, depth: number): string {
  return `${file.split('/').slice(0, -1).slice(0, depth).join('/')}/`;
}

function partsOf(own: FunctionRow[], box: Rectangle, named: boolean, kind: Treemap['parts']): Part[] {
  const head = named ? headHeight : 2;
  const inside = { x: 2, y: head, width: box.width - 4, height: box.height - head - 2 };
  const sets = kind === 'function' ? own.map((row) => [row]) : byVerdict(own);
  const sized = sets.map((rows) => ({ rows, size: sum(rows) })).sort((a, b) => b.size - a.size);
  return squarify(sized, inside).map(({ item: { rows, size }, ...part }) => ({
    ...part,
    rows,
    breaks: size,
    verdict: rows[0]?.unit.verdict ?? 'none',
  }));
}

function byVerdict(own: FunctionRow[]): FunctionRow[][] {
  const sets = Map.groupBy(own, ({ unit }) => unit.verdict ?? 'none');
  return [...verdictOrder, 'none' as const].flatMap((verdict) => {
    const rows = sets.get(verdict);
    return rows === undefined ? [] : [rows];
  });
}

function sum(rows: FunctionRow[]): number {
  return rows.reduce((total, { breaks }) => total + breaks, 0);
}
