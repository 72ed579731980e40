import {
  ancestors,
  end,
  type FunctionNode,
  isFunction,
  type Node,
  start,
  types,
  type Visit,
} from '../../src/instrument/syntax.ts';
import { ownDescendants } from './walk.ts';

/** The visit if it is one of a function. */
export function functionVisit(visit: Visit): Visit<FunctionNode> | undefined {
  return isFunction(visit.node) ? (visit as Visit<FunctionNode>) : undefined;
}

export function isConstructor(fn: FunctionNode): boolean {
  return types.isClassMethod(fn, { kind: 'constructor' });
}

export function isSetter(fn: FunctionNode): boolean {
  return (types.isClassMethod(fn) || types.isObjectMethod(fn)) && fn.kind === 'set';
}

/** What the function's own `return` statements give back, or an arrow function's expression. */
export function returnedValues(fn: Visit<FunctionNode>): (types.Expression | undefined)[] {
  if (!types.isBlockStatement(fn.node.body)) return [fn.node.body];
  return ownNodes(fn, types.isReturnStatement).map(({ argument }) => argument ?? undefined);
}

/** The nodes of one kind that run as part of the function itself. */
export function ownNodes<N extends Node>(fn: Visit, is: (node: Node) => node is N): N[] {
  return ownDescendants(fn)
    .map(({ node }) => node)
    .filter(is);
}

/** Whether the expression is `undefined`, however it is written. */
export function isUndefined(node: Node | null | undefined): boolean {
  if (!node || types.isIdentifier(node, { name: 'undefined' })) return true;
  return types.isUnaryExpression(node, { operator: 'void' }) && types.isLiteral(node.argument);
}

/** Whether the statement changes nothing and leads nowhere but out of the function, with nothing. */
export function doesNothing(statement: Node): boolean {
  if (types.isReturnStatement(statement)) return isUndefined(statement.argument);
  return (
    types.isEmptyStatement(statement) ||
    types.isFunctionDeclaration(statement) ||
    types.isTSTypeAliasDeclaration(statement) ||
    types.isTSInterfaceDeclaration(statement)
  );
}

/** Whether the visit stands in a `try` block of its own function, where what it throws can be caught. */
export function isInsideTry(visit: Visit): boolean {
  let inner = visit;
  for (const outer of ancestors(visit)) {
    if (isFunction(outer.node)) return false;
    if (types.isTryStatement(outer.node) && inner.key !== 'finalizer') return true;
    inner = outer;
  }
  return false;
}

/** Where a statement may begin after this one: right behind its semicolon, or else where the next one does. */
export function statementStartAfter(statement: Node, next: Node | undefined, source: string): number {
  return source[end(statement) - 1] === ';' || !next ? end(statement) : start(next);
}
