import { ancestors, type Node, types, type Visit } from '../instrument/syntax.ts';
import { propertyOf } from './globals.ts';

/** Methods that do not change their object. */
const reading = new Set(
  (
    'map filter find findIndex findLast some every includes join slice indexOf lastIndexOf reduce flatMap flat forEach keys ' +
    'values entries has get at concat toString toFixed padStart padEnd split trim startsWith endsWith match matchAll ' +
    'replace replaceAll repeat test exec charAt charCodeAt substring substr toLowerCase toUpperCase getTime toISOString'
  ).split(' '),
);

/** Whether the value of a name may change at the place where it is mentioned. */
export function mayChange(mention: Visit): 'changes' | 'is handed over' | undefined {
  let visit = mention;
  while (isMember(visit.parent?.node) && visit.key === 'object') visit = visit.parent!;
  const { key, node, parent } = visit;
  if (types.isCallExpression(parent?.node) || types.isNewExpression(parent?.node)) {
    if (key === 'arguments') return 'is handed over';
    return visit === mention || reading.has(propertyOf(node) ?? '') ? undefined : 'changes';
  }
  const isTarget =
    (types.isAssignmentExpression(parent?.node) && key === 'left') ||
    types.isUpdateExpression(parent?.node) ||
    types.isUnaryExpression(parent?.node, { operator: 'delete' }) ||
    (types.isForXStatement(parent?.node) && key === 'left') ||
    isInPattern(parent);
  return isTarget ? 'changes' : undefined;
}

/** `[a] = …`, `({ a, ...rest } = …)` */
function isInPattern(parent: Visit | undefined): boolean {
  const around = types.isObjectProperty(parent?.node) ? parent?.parent?.node : parent?.node;
  return types.isPattern(around) || types.isRestElement(around);
}

function isMember(node: Node | undefined): boolean {
  return types.isMemberExpression(node) || types.isOptionalMemberExpression(node);
}

/** Nobody can change it. */
export function isStill(node: Node | null | undefined): boolean {
  return node != null && (types.isLiteral(node) || types.isFunction(node) || types.isUnaryExpression(node));
}

/** An object or list that is not empty from the beginning. */
export function isFilled(node: Node | null | undefined): boolean {
  if (types.isTSAsExpression(node) || types.isTSSatisfiesExpression(node)) return isFilled(node.expression);
  if (types.isObjectExpression(node)) return node.properties.length > 0;
  return types.isArrayExpression(node) && node.elements.length > 0;
}

/** The hook or test around a place. */
export function hookOrTestAround(visit: Visit): Visit | undefined {
  return [...ancestors(visit)].find(({ node }) => isCallOf(node, hooksAndTests));
}

const hooksAndTests = /^(beforeEach|afterEach|beforeAll|afterAll|it|test)$/;

export function isTest({ node }: Visit): boolean {
  return isCallOf(node, /^(it|test)$/);
}

function isCallOf(node: Node, names: RegExp): boolean {
  if (!types.isCallExpression(node)) return false;
  for (let part: Node = node.callee; ; ) {
    if (types.isMemberExpression(part)) part = part.object;
    else if (types.isCallExpression(part)) part = part.callee;
    else return types.isIdentifier(part) && names.test(part.name);
  }
}
