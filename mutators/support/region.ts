import {
  end,
  type FunctionNode,
  isDerivedConstructor,
  type Node,
  start,
  types,
  type Visit,
} from '../../src/instrument/syntax.ts';
import type { Mutation } from '../../src/model/mutation.ts';
import type { Span } from '../../src/model/source.ts';
import { doesNothing, functionVisit, isUndefined, statementStartAfter } from './functions.ts';
import { spanOf } from './text.ts';
import { ownDescendants } from './walk.ts';

/** The part of a function that a function-level mutant replaces. */
export type Region = BlockRegion | ExpressionRegion;

interface BlockRegion {
  kind: 'block';
  span: Span;
  /** Where a statement may begin that runs before all others of the region. */
  entry: number;
  statements: types.Statement[];
  /** Whether the span includes the braces. */
  braces: boolean;
  /** What the function cannot do without, once its body is gone. */
  keep: string;
}

interface ExpressionRegion {
  kind: 'expression';
  /** With the parentheses around the expression. */
  span: Span;
  body: types.Expression;
}

/** The whole body, or in a derived constructor what follows `super(…)`. */
export function regionOf(fn: Visit<FunctionNode>): Region {
  const { body } = fn.node;
  if (!types.isBlockStatement(body)) return { kind: 'expression', span: expressionSpan(fn.node, body), body };
  if (!isDerivedConstructor(fn)) return wholeBody(body, fn.source, '');
  const index = body.body.findIndex(
    (node) => types.isExpressionStatement(node) && isSuperCall(node.expression),
  );
  if (index >= 0) return afterSuper(body, index, fn.source);
  const callsSuper = ownDescendants(fn).some(({ node }) => isSuperCall(node));
  return wholeBody(body, fn.source, callsSuper ? 'super(...arguments);' : '');
}

/** Whether nothing happens in the region and nothing comes out of it. */
export function isTrivial(region: Region): boolean {
  return region.kind === 'expression' ? isUndefined(region.body) : region.statements.every(doesNothing);
}

/** The region does nothing. */
export function emptied(region: Region): Mutation {
  if (region.kind === 'expression') return replaced(region, '', 'undefined', '{}');
  return replaced(region, '', '', '');
}

/**
 * The region does `statement`, which leaves the function, and nothing else. An arrow function's expression
 * becomes `text` where people read it and `code` where it runs.
 */
export function replaced(region: Region, statement: string, code: string, text = code): Mutation {
  if (region.kind === 'expression') {
    return {
      ...region.span,
      replacement: text,
      placement: { kind: 'expression', at: spanOf(region.body), code },
    };
  }
  const content = [region.keep, statement].filter(Boolean).join(' ');
  const placed = [region.keep, statement || 'return;'].filter(Boolean).join(' ');
  return {
    ...region.span,
    replacement: region.braces ? `{${content && ` ${content} `}}` : content && ` ${content}`,
    placement: { kind: 'entry', at: region.entry, code: placed },
  };
}

/** `statement` runs before the body; an arrow function's expression becomes what `expression` makes of it. */
export function entered(
  fn: Visit<FunctionNode>,
  statement: string,
  expression: (body: string) => string,
): Mutation {
  const { body } = fn.node;
  if (types.isBlockStatement(body)) {
    const at = entryOf(body, fn.source);
    const replacement =
      fn.source[at - 1] === '{' || fn.source[at - 1] === ';' ? ` ${statement}` : `${statement} `;
    return { start: at, end: at, replacement, placement: { kind: 'entry', at, code: statement } };
  }
  const code = expression(fn.source.slice(start(body), end(body)));
  return {
    ...expressionSpan(fn.node, body),
    replacement: code,
    placement: { kind: 'expression', at: spanOf(body), code },
  };
}

/** Whether the function is an empty one without this statement. */
export function isWholeBody(statement: Visit): boolean {
  const fn = statement.parent?.parent && functionVisit(statement.parent.parent);
  if (!fn || statement.parent?.node !== fn.node.body) return false;
  const region = regionOf(fn);
  if (region.kind === 'expression' || !region.statements.some((node) => node === statement.node))
    return false;
  return region.statements.every((node) => node === statement.node || doesNothing(node));
}

export function isSuperCall(node: Node): boolean {
  return types.isCallExpression(node) && types.isSuper(node.callee);
}

function wholeBody(body: types.BlockStatement, source: string, keep: string): BlockRegion {
  const entry = entryOf(body, source);
  return { kind: 'block', span: spanOf(body), entry, statements: body.body, braces: true, keep };
}

function afterSuper(body: types.BlockStatement, index: number, source: string): BlockRegion {
  const superCall = body.body[index] as types.Statement;
  const statements = body.body.slice(index + 1);
  const span = { start: end(superCall), end: end(statements.at(-1) ?? superCall) };
  const entry = statementStartAfter(superCall, statements[0], source);
  return { kind: 'block', span, entry, statements, braces: false, keep: '' };
}

function entryOf(body: types.BlockStatement, source: string): number {
  const directive = body.directives.at(-1);
  return directive ? statementStartAfter(directive, body.body[0], source) : start(body) + 1;
}

function expressionSpan(fn: FunctionNode, body: types.Expression): Span {
  const parenthesis = body.extra?.parenStart;
  return { start: typeof parenthesis === 'number' ? parenthesis : start(body), end: end(fn) };
}
