import type { FunctionUnit } from '../model/source.ts';
import { shortHash } from './ids.ts';
import { type LeftAlone, leftAloneAt } from './left-alone.ts';
import { nameOf } from './names.ts';
import type { Positions } from './positions.ts';
import { end, isFunction, type Node, start } from './syntax.ts';
import type { Tree } from './tree.ts';

/** The functions of a file with a body, by their node, in source order. */
export function functionsOf(
  tree: Tree,
  positions: Positions,
  ranges: readonly LeftAlone[],
): Map<Node, FunctionUnit> {
  const units = new Map<Node, FunctionUnit>();
  const seen = new Map<string, number>();
  for (const visit of tree.visits) {
    const { node } = visit;
    if (!isFunction(node) || leftAloneAt(ranges, { start: start(node), end: end(node) })) continue;
    const name = nameOf(visit);
    const occurrence = seen.get(name) ?? 0;
    seen.set(name, occurrence + 1);
    const id = shortHash(tree.fileName, name, String(occurrence));
    units.set(node, { id, file: tree.fileName, name, location: positions.location(start(node), end(node)) });
  }
  return units;
}
