import { type Node, types } from '../../instrument/syntax.ts';
import type { Locals } from './locals.ts';
import { builtInNames, isReflective, isScript } from './names.ts';
import { bare, isMember, rootOf, staticName } from './places.ts';

/** Why something may not be assigned: the test did not create it. */
export function writeReason(target: Node, locals: Locals): string | undefined {
  const node = bare(target);
  if (types.isIdentifier(node))
    return locals.has(node.name) ? undefined : `it sets ${node.name}, which it does not declare`;
  if (isMember(node)) return memberReason(node, locals);
  if (types.isAssignmentPattern(node)) return writeReason(node.left, locals);
  if (types.isRestElement(node)) return writeReason(node.argument, locals);
  const parts = types.isArrayPattern(node)
    ? node.elements
    : types.isObjectPattern(node)
      ? node.properties.map((property) => (types.isObjectProperty(property) ? property.value : property))
      : undefined;
  if (!parts) return 'it sets something that is not a variable';
  for (const part of parts) {
    const reason = part && writeReason(part, locals);
    if (reason) return reason;
  }
  return undefined;
}

function memberReason(
  node: types.MemberExpression | types.OptionalMemberExpression,
  locals: Locals,
): string | undefined {
  const name = staticName(node.property, node.computed);
  const root = rootOf(node);
  const what = name ?? 'an item';
  if (!types.isIdentifier(root)) return `it sets ${what} of something that it does not declare`;
  if (!locals.has(root.name) || locals.isForeign(root.name))
    return `it sets ${what} of ${root.name}, which is not its own`;
  // It is a number; a key that is not is refused elsewhere.
  if (name === undefined) return undefined;
  if (isReflective(name)) return `it touches ${name}`;
  const isOwn = types.isIdentifier(bare(node.object)) && locals.isOwn(root.name);
  if (isOwn) return undefined;
  if (isScript(name)) return `it sets ${name}, which may be run`;
  return builtInNames.has(name) ? `it sets ${name}, a name of the language's own objects` : undefined;
}
