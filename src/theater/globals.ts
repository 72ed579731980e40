import { type Node, types, type Visit } from '../instrument/syntax.ts';

export const isGlobalName = (name: string) => /^(global|globalThis|window|self|process)$/.test(name);

/** `globalThis`, or `process.env`. */
export function isGlobalObject(node: Node | null | undefined): boolean {
  if (types.isIdentifier(node)) return isGlobalName(node.name) && node.name !== 'process';
  return isEnvironment(node);
}

function isEnvironment(node: Node | null | undefined): boolean {
  return (
    types.isMemberExpression(node) &&
    types.isIdentifier(node.object, { name: 'process' }) &&
    propertyOf(node) === 'env'
  );
}

export function propertyOf(node: Node): string | undefined {
  if (!types.isMemberExpression(node)) return undefined;
  if (types.isIdentifier(node.property) && !node.computed) return node.property.name;
  return types.isStringLiteral(node.property) ? node.property.value : undefined;
}

/** `process.env` where it is saved or restored, or one of its variables is named. */
export function isWholeEnvironment({ node, parent, key }: Visit): boolean {
  if (!isEnvironment(node)) return false;
  const isKept = types.isVariableDeclarator(parent?.node) && types.isIdentifier(parent.node.id);
  const isPutBack = types.isAssignmentExpression(parent?.node) && key === 'left';
  return (
    isKept ||
    isPutBack ||
    types.isSpreadElement(parent?.node) ||
    (types.isMemberExpression(parent?.node) && key === 'object')
  );
}

/** The global, or the environment variable, that a node assigns. */
export function stubbedAt(node: Node): string | undefined {
  if (types.isAssignmentExpression(node)) return stubbedBy(node.left);
  if (types.isUnaryExpression(node, { operator: 'delete' })) return stubbedBy(node.argument);
  if (!types.isCallExpression(node) || !types.isMemberExpression(node.callee)) return undefined;
  const [first, second] = node.arguments;
  const method = propertyOf(node.callee);
  if ((method === 'stubGlobal' || method === 'stubEnv') && types.isStringLiteral(first)) return first.value;
  const isPut = (method === 'spyOn' || method === 'defineProperty') && isGlobalObject(first);
  return isPut && types.isStringLiteral(second) ? second.value : undefined;
}

function stubbedBy(target: Node): string | undefined {
  return types.isMemberExpression(target) && isGlobalObject(target.object) ? propertyOf(target) : undefined;
}

export function isStubbing({ parent }: Visit): boolean {
  return parent !== undefined && stubbedAt(parent.node) !== undefined;
}
