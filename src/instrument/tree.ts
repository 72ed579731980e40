import type { Span } from '../model/source.ts';
import { children, end, type Node, parse, start, type types, type Visit, visit } from './syntax.ts';

/** A parsed file with fast look-ups of its nodes. */
export interface Tree {
  fileName: string;
  source: string;
  file: types.File;
  root: Visit;
  /** All that `visit` yields, in its order. */
  visits: Visit[];
  /** The nodes with exactly this range, outermost first. */
  exactly(span: Span): readonly Visit[];
  /** The innermost node around this range. */
  around(span: Span): Visit;
}

export function treeOf(source: string, fileName: string): Tree {
  const file = parse(source, fileName);
  const visits = [...visit(file, source)];
  const root = visits[0] as Visit;
  const byRange = Map.groupBy(visits, ({ node }) => rangeKey(start(node), end(node)));
  return {
    fileName,
    source,
    file,
    root,
    visits,
    exactly: (span) => byRange.get(rangeKey(span.start, span.end)) ?? [],
    around: (span) => innermostAround(root, span),
  };
}

/** Whether the node's range contains the span. */
export function contains(node: Node, span: Span): boolean {
  return start(node) <= span.start && span.end <= end(node);
}

/** How many nodes are around this one. */
export function depthOf(visit: Visit): number {
  let depth = 0;
  for (let next = visit.parent; next; next = next.parent) depth++;
  return depth;
}

/** The innermost node around a span. The search starts at a node near it. */
export function innermostAround(near: Visit, span: Span): Visit {
  if (!contains(near.node, span) && near.parent) return innermostAround(near.parent, span);
  return innermostWithin(near, span);
}

function innermostWithin(outer: Visit, span: Span): Visit {
  const inner = children(outer).find(({ node }) => contains(node, span));
  return inner ? innermostWithin(inner, span) : outer;
}

/** Two offsets in one number: a map key without strings. */
function rangeKey(from: number, to: number): number {
  return from * 2 ** 26 + to;
}
