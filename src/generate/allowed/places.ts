import { type Node, types } from '../../instrument/syntax.ts';

/** A node of a test, with its parents. */
export interface Place<N extends Node = Node> {
  node: N;
  parent: Place | undefined;
  /** The field of the parent that contains it. */
  key: string;
  index: number | undefined;
}

/** Every node from the outside in, also types: no node of a test may stay unchecked. */
export function* placesIn(node: Node, parent?: Place, key = '', index?: number): Generator<Place> {
  const place: Place = { node, parent, key, index };
  yield place;
  for (const field of types.VISITOR_KEYS[node.type] ?? []) {
    const held: unknown = Reflect.get(node, field);
    if (Array.isArray(held)) {
      for (const [at, each] of held.entries()) if (each) yield* placesIn(each as Node, place, field, at);
    } else if (held) yield* placesIn(held as Node, place, field);
  }
}

/** An expression without TypeScript's type syntax around it. */
export function bare(node: Node): Node {
  return types.isTSAsExpression(node) ||
    types.isTSSatisfiesExpression(node) ||
    types.isTSNonNullExpression(node) ||
    types.isTSTypeAssertion(node) ||
    types.isTSInstantiationExpression(node)
    ? bare(node.expression)
    : node;
}

/** The parent without TypeScript's type syntax. */
export function around({ parent, ...place }: Place): {
  parent: Place | undefined;
  key: string;
  index: number | undefined;
} {
  return parent && bare(parent.node) !== parent.node
    ? around(parent)
    : { parent, key: place.key, index: place.index };
}

export function isMember(
  node: Node | null | undefined,
): node is types.MemberExpression | types.OptionalMemberExpression {
  return types.isMemberExpression(node) || types.isOptionalMemberExpression(node);
}

export function isCall(
  node: Node | null | undefined,
): node is types.CallExpression | types.OptionalCallExpression {
  return types.isCallExpression(node) || types.isOptionalCallExpression(node);
}

/** The name of a member, a key or a pattern's property; undefined if it is only known at run time. */
export function staticName(key: Node, computed: boolean): string | undefined {
  if (!computed && types.isIdentifier(key)) return key.name;
  if (types.isStringLiteral(key)) return key.value;
  if (types.isNumericLiteral(key)) return String(key.value);
  return undefined;
}

/** The name of a member; '' if it is only known at run time. */
export function nameOf({
  property,
  computed,
}: types.MemberExpression | types.OptionalMemberExpression): string {
  return staticName(property, computed) ?? '';
}

/** The first part of a chain of members and calls. */
export function rootOf(expression: Node): Node {
  const node = bare(expression);
  if (isMember(node)) return rootOf(node.object);
  if (isCall(node)) return rootOf(node.callee);
  return node;
}

/** Whether an expression is `expect`, or the result of a call of it. */
export function isExpectation(node: Node): boolean {
  return types.isIdentifier(rootOf(node), { name: 'expect' });
}
