import {
  children,
  enclosingFunction,
  end,
  type FunctionNode,
  type Node,
  start,
  types,
  type Visit,
} from '../../instrument/syntax.ts';
import type { AuditedMutant } from '../../model/audit.ts';
import type { Span } from '../../model/source.ts';

export type Break = Pick<AuditedMutant, 'mutator' | 'original' | 'replacement' | 'body' | 'status'>;

/** A break and the innermost node that holds all of it. */
export interface Place {
  mutant: Break;
  visit: Visit;
}

/** Why code of a kind seldom deserves a test, and which breaks lie in such code. */
export interface AridRule {
  reason: string;
  applies(place: Place): boolean;
}

/** The innermost node that holds a span, on the way down from the program; a whole statement rather than its expression. */
export function innermost(program: Visit, span: Span): Visit {
  let here = program;
  for (;;) {
    const next = children(here).find(({ node }) => start(node) <= span.start && span.end <= end(node));
    if (!next || isWholeStatement(here, span)) return here;
    here = next;
  }
}

function isWholeStatement({ node }: Visit, span: Span): boolean {
  return types.isExpressionStatement(node) && start(node) === span.start && end(node) === span.end;
}

/** A visit and what is around it, from the inside out. */
export function* outwards(visit: Visit): Generator<Visit> {
  for (let next: Visit | undefined = visit; next; next = next.parent) yield next;
}

/** The same as far as the function around it. */
export function* withinFunction(visit: Visit): Generator<Visit> {
  for (const around of outwards(visit)) {
    if (isBlockBodied(around.node) && around !== visit) return;
    yield around;
  }
}

function isBlockBodied(node: Node): boolean {
  return types.isFunction(node) && types.isBlockStatement(node.body);
}

/** The name that a call goes by, without `this`, `?.` and `new`: `logger.info`; '' if it has none. */
export function calledName(node: Node): string {
  if (types.isCallExpression(node) || types.isOptionalCallExpression(node) || types.isNewExpression(node))
    return dotted(node.callee) ?? '';
  return '';
}

/** The call that a statement consists of, whether it is awaited or not. */
export function callOfStatement(node: Node): Node | undefined {
  let expression: Node | undefined = types.isExpressionStatement(node) ? node.expression : undefined;
  while (types.isAwaitExpression(expression) || types.isUnaryExpression(expression, { operator: 'void' }))
    expression = expression.argument;
  return expression && calledName(expression) !== '' ? expression : undefined;
}

/** `a.b` for `a.b`, `a?.b` and `this.a.b`; undefined for what is no plain name. */
export function dotted(node: Node): string | undefined {
  if (types.isIdentifier(node)) return node.name;
  if (types.isPrivateName(node)) return node.id.name;
  if (types.isThisExpression(node)) return '';
  if (types.isTSNonNullExpression(node)) return dotted(node.expression);
  if (!types.isMemberExpression(node) && !types.isOptionalMemberExpression(node)) return undefined;
  const [object, property] = [dotted(node.object), node.computed ? undefined : dotted(node.property)];
  if (object === undefined || property === undefined) return undefined;
  return object === '' ? property : `${object}.${property}`;
}

/** What a value is called: the variable, parameter, property or assigned name that it stands for. */
export function nameOfValue(visit: Visit): string | undefined {
  const { node, parent, key } = visit;
  const holder = parent?.node;
  if (!parent || !holder) return undefined;
  if (types.isVariableDeclarator(holder) && key === 'init') return dotted(holder.id);
  if ((types.isAssignmentPattern(holder) || types.isAssignmentExpression(holder)) && key === 'right')
    return lastPart(dotted(holder.left));
  if ((types.isObjectProperty(holder) || types.isClassProperty(holder)) && key === 'value')
    return keyName(holder);
  // A constant may be written as a sum or a product, or stand behind `??`.
  const isPart = types.isBinaryExpression(holder) || types.isLogicalExpression(holder);
  const isWrapper = types.isTSAsExpression(holder) || types.isTSSatisfiesExpression(holder);
  if (isWrapper || (isPart && isConstantPart(holder, node))) return nameOfValue(parent);
  return undefined;
}

function isConstantPart(holder: Node, node: Node): boolean {
  if (types.isLogicalExpression(holder)) return holder.right === node;
  return isConstant(holder);
}

/** A number, or a sum or product of numbers. */
export function isConstant(node: Node): boolean {
  if (types.isNumericLiteral(node)) return true;
  if (types.isUnaryExpression(node, { operator: '-' })) return isConstant(node.argument);
  return types.isBinaryExpression(node) && isConstant(node.left) && isConstant(node.right);
}

/** The name of a property, a method or a variable's key. */
export function keyName(node: Node): string | undefined {
  if (!('key' in node) || !node.key) return undefined;
  const key = node.key as Node;
  if (types.isStringLiteral(key)) return key.value;
  if ('computed' in node && node.computed) return dotted(key) ?? computedKey(key);
  return dotted(key);
}

/** `Symbol.for(…)` with its text. */
function computedKey(key: Node): string | undefined {
  if (!types.isCallExpression(key)) return undefined;
  const [first] = key.arguments;
  return types.isStringLiteral(first) ? first.value : undefined;
}

/** The last part of a dotted name. */
export function lastPart(name: string | undefined): string | undefined {
  return name?.slice(name.lastIndexOf('.') + 1);
}

/** The name of a function, as it is declared or as what holds it is called. */
export function functionName(fn: Visit<FunctionNode>): string | undefined {
  const { node } = fn;
  if ('id' in node && node.id) return node.id.name;
  return keyName(node) ?? nameOfValue(fn);
}

/** The names of the functions around a place, the innermost first; of the function itself if its body is broken. */
export function functionsAround(visit: Visit): Visit<FunctionNode>[] {
  const all: Visit<FunctionNode>[] = [];
  for (let fn = enclosingFunction(visit); fn; fn = enclosingFunction(fn)) all.push(fn);
  return all;
}

/** The text of any node of a source. */
export function textOf(node: Node, source: string): string {
  return source.slice(start(node), end(node));
}

/** The statements of a block; a statement that is no block is its only one. */
export function statementsOf(node: Node): Node[] {
  return types.isBlockStatement(node) ? node.body : [node];
}
