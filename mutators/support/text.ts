import { end, type Node, start, types, type Visit } from '../../src/instrument/syntax.ts';
import type { Span } from '../../src/model/source.ts';

/** Where a node stands in the text, the parentheses around it left out. */
export function spanOf(node: Node): Span {
  return { start: start(node), end: end(node) };
}

/** The text of an expression, in parentheses if it stands in parentheses. */
export function operandText(node: Node, source: string): string {
  const text = source.slice(start(node), end(node));
  return node.extra?.parenthesized ? `(${text})` : text;
}

/** In parentheses if it could else be taken for a block or a declaration. */
export function asOperand(expression: string): string {
  return /^(\{|(function|class|async|let)\b)/.test(expression) ? `(${expression})` : expression;
}

/** `replacement` written so that it stays an expression where the visited one stands. */
export function inPlaceOf(visit: Visit, replacement: string): string {
  return isLeading(visit) ? asOperand(replacement) : replacement;
}

/** Whether the node's first token is also the first of a statement or of an arrow function's body. */
function isLeading({ node, parent, key }: Visit): boolean {
  if (!parent || node.extra?.parenthesized) return false;
  if (types.isExpressionStatement(parent.node) || types.isExportDefaultDeclaration(parent.node)) return true;
  if (types.isArrowFunctionExpression(parent.node)) return key === 'body';
  return start(parent.node) === start(node) && isLeading(parent);
}

/** The names by which an expression is reached, without `this` and `?.`: `logger.info` for `this.logger?.info`. */
export function dottedName(node: Node): string | undefined {
  if (types.isIdentifier(node)) return node.name;
  if (types.isPrivateName(node)) return node.id.name;
  if (types.isThisExpression(node)) return '';
  if (!types.isMemberExpression(node) && !types.isOptionalMemberExpression(node)) return undefined;
  const object = dottedName(node.object);
  const property = node.computed ? undefined : dottedName(node.property);
  if (object === undefined || property === undefined) return undefined;
  return object === '' ? property : `${object}.${property}`;
}
