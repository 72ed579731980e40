import { posix } from 'node:path';
import MagicString from 'magic-string';
import type { Node } from './syntax.ts';
import { end, start } from './syntax.ts';

/** Text that is put around a range, or at a point. The original text stays. */
export type Insert = Around | Point;

interface Around {
  from: number;
  to: number;
  /** Depth of the node. Of two pieces around the same range, the less deep one is outside. */
  depth: number;
  open: string;
  close: string;
}

interface Point {
  at: number;
  text: string;
}

/** Text around a node. */
export function around(node: Node, depth: number, open: string, close: string): Insert {
  return { from: start(node), to: end(node), depth, open, close };
}

/** The text with the insertions, and its source map. */
export function insert(
  source: string,
  file: string,
  inserts: readonly Insert[],
): { code: string; map: string } {
  const text = new MagicString(source);
  for (const { at, text: piece } of pieces(inserts)) text.appendLeft(at, piece);
  return {
    code: text.toString(),
    // Sources in a source map are named from the folder of the file.
    map: text.generateMap({ source: posix.basename(file), hires: 'boundary' }).toString(),
  };
}

/** The same without a source map. */
export function insertText(source: string, inserts: readonly Insert[]): string {
  let code = '';
  let done = 0;
  for (const { at, text } of pieces(inserts)) {
    code += source.slice(done, at) + text;
    done = at;
  }
  return code + source.slice(done);
}

interface Piece extends Point {
  /** The order at one offset: first ends, then points, then beginnings. */
  phase: 0 | 1 | 2;
  /** Ends: inner before outer. Beginnings: outer before inner. */
  rank: [number, number];
}

function pieces(inserts: readonly Insert[]): Piece[] {
  return inserts
    .flatMap((insert): Piece[] => {
      if ('at' in insert) return [{ ...insert, phase: 1, rank: [0, 0] }];
      const { from, to, depth, open, close } = insert;
      return [
        { at: from, text: open, phase: 2, rank: [-to, depth] },
        { at: to, text: close, phase: 0, rank: [-from, -depth] },
      ];
    })
    .sort((a, b) => a.at - b.at || a.phase - b.phase || a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1]);
}
