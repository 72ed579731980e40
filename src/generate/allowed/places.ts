import { type Node, types } from '../../instrument/syntax.ts';

/** A node of a test, with what is around it. */
export interface Place<N extends Node = Node> {
  node: N;
  parent: Place | undefined;
  /** The field of the parent that holds it. */
  key: string;
  index: number | undefined;
}

/** Every node from the outside in, types and all: nothing may stand in a test that is not looked at. */
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

/** An expression without what only tells TypeScript its type. */
export function bare(node: Node): Node {
  return types.isTSAsExpression(node) ||
    types.isTSSatisfiesExpression(node) ||
    types.isTSNonNullExpression(node) ||
    types.isTSTypeAssertion(node) ||
    types.isTSInstantiationExpression(node)
    ? bare(node.expression)
    : node;
}

/** Around a place, without what only tells TypeScript its type. */
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

/** The name by which a member is read, a key is written, or a part is taken: none if it is only known when it runs. */
export function staticName(key: Node, computed: boolean): string | undefined {
  if (!computed && types.isIdentifier(key)) return key.name;
  if (types.isStringLiteral(key)) return key.value;
  if (types.isNumericLiteral(key)) return String(key.value);
  return undefined;
}

/** Of a member; '' if it is only known when the test runs. */
export function nameOf({
  property,
  computed,
}: types.MemberExpression | types.OptionalMemberExpression): string {
  return staticName(property, computed) ?? '';
}

/** What a chain of members and calls begins with. */
export function rootOf(expression: Node): Node {
  const node = bare(expression);
  if (isMember(node)) return rootOf(node.object);
  if (isCall(node)) return rootOf(node.callee);
  return node;
}

/** Whether an expression is `expect`, or what it gives. */
export function isExpectation(node: Node): boolean {
  return types.isIdentifier(rootOf(node), { name: 'expect' });
}
