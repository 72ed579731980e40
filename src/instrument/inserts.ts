import { posix } from 'node:path';
import MagicString from 'magic-string';
import type { Node } from './syntax.ts';
import { end, start } from './syntax.ts';

/** Text around a range, or at a point of the original, which itself stays as it is. */
export type Insert = Around | Point;

interface Around {
  from: number;
  to: number;
  /** How deep the node is; of two pieces around the same range the less deep one is outside. */
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

/** The text with the insertions made, and its source map. */
export function insert(
  source: string,
  file: string,
  inserts: readonly Insert[],
): { code: string; map: string } {
  const text = new MagicString(source);
  for (const { at, text: piece } of pieces(inserts)) text.appendLeft(at, piece);
  return {
    code: text.toString(),
    // Sources of a map are named from the folder of the file that it is of.
    map: text.generateMap({ source: posix.basename(file), hires: 'boundary' }).toString(),
  };
}

/** The same without a map. */
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
  /** At one offset first what ends there, then points, then what begins there. */
  phase: 0 | 1 | 2;
  /** Inner before outer where they end, outer before inner where they begin. */
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
