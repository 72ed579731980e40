import { ancestors, type Node, types, type Visit } from '../../src/instrument/syntax.ts';

const perProgram = new WeakMap<Node, boolean>();

/** Whether the visited file has TypeScript in it, so that a type assertion may be written there. */
export function isTyped(visit: Visit): boolean {
  const program = [...ancestors(visit)].at(-1)?.node ?? visit.node;
  const known = perProgram.get(program) ?? hasTypes(program);
  perProgram.set(program, known);
  return known;
}

function hasTypes(program: Node): boolean {
  let found = false;
  types.traverseFast(program, (node) => {
    found ||= types.isTypeScript(node);
    return found ? types.traverseFast.stop : undefined;
  });
  return found;
}
