import { isFunction, type Node, start, types, type Visit } from '../instrument/syntax.ts';
import type { Swallowing } from '../model/finding.ts';

/** How a failure may get lost in a test. */
export function swallowing(inside: Visit[]): Swallowing | undefined {
  if (inside.some(({ node }) => types.isCatchClause(node) && !rethrows(node.body, inside))) return 'caught';
  if (inside.some((each) => isCatchCall(each) || isReturnInFinally(each))) return 'caught';
  if (inside.some((each) => isLoose(each))) return 'not-awaited';
  if (inside.some((each) => isConditional(each))) return 'conditional';
  return undefined;
}

function rethrows(block: Node, inside: Visit[]): boolean {
  return inside.some(
    ({ node }) => types.isThrowStatement(node) && start(node) >= start(block) && node.end! <= block.end!,
  );
}

/** `promise.catch(() => {})`, `promise.then(…, () => {})`, `Promise.allSettled(…)` */
function isCatchCall({ node }: Visit): boolean {
  if (!types.isCallExpression(node)) return false;
  return (
    (isMember(node.callee, 'catch', 'allSettled') && node.arguments.length > 0) ||
    (isMember(node.callee, 'then') && node.arguments.length > 1)
  );
}

/** `try { … } finally { return; }` */
function isReturnInFinally({ node, parent }: Visit): boolean {
  return (
    types.isReturnStatement(node) && types.isTryStatement(parent?.parent?.node) && parent.key === 'finalizer'
  );
}

function isMember(node: Node, ...names: string[]): boolean {
  return (
    types.isMemberExpression(node) && types.isIdentifier(node.property) && names.includes(node.property.name)
  );
}

/** A statement that waits for nothing: `expect(promise).resolves.toBe(1);`, `promise.then(() => expect(…));`. */
function isLoose({ node }: Visit): boolean {
  if (!types.isExpressionStatement(node)) return false;
  for (let part: Node = node.expression; ; ) {
    if (isMember(part, 'resolves', 'rejects', 'then')) return true;
    if (types.isMemberExpression(part)) part = part.object;
    else if (types.isCallExpression(part)) part = part.callee;
    else return false;
  }
}

/** An assertion that only runs if something holds. */
function isConditional(each: Visit): boolean {
  if (!types.isCallExpression(each.node) || !types.isIdentifier(each.node.callee, { name: 'expect' }))
    return false;
  for (let around = each.parent; around; around = around.parent) {
    if (isFunction(around.node)) return false;
    if (types.isIfStatement(around.node) || types.isConditionalExpression(around.node)) return true;
  }
  return false;
}
