import { children, isFunction, type Node, type Visit } from '../../src/instrument/syntax.ts';

/** All that runs below a visit, in source order; below one that `enters` refuses, nothing is visited. */
export function* descendants(visit: Visit, enters: (visit: Visit) => boolean = () => true): Generator<Visit> {
  const stack = children(visit).reverse();
  for (let next = stack.pop(); next; next = stack.pop()) {
    yield next;
    if (enters(next)) stack.push(...children(next).reverse());
  }
}

const own = new WeakMap<Node, readonly Visit[]>();

/** What runs as part of the visit itself: the insides of nested functions left out. */
export function ownDescendants(visit: Visit): readonly Visit[] {
  const known = own.get(visit.node) ?? [...descendants(visit, ({ node }) => !isFunction(node))];
  own.set(visit.node, known);
  return known;
}
