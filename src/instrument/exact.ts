import type { Candidate } from './candidate.ts';
import { fitsInPlace, parsesInPlace } from './in-place.ts';
import type { Reader, Snippet } from './snippet.ts';
import { end, start, types, type Visit } from './syntax.ts';

/**
 * Adds parentheses, spaces and semicolons to a replacement where it would otherwise merge with the code around it. A
 * replacement that cannot be made exact becomes invalid.
 */
export function exact(candidate: Candidate, reader: Reader): Candidate {
  if (candidate.invalid !== undefined) return candidate;
  const snippet = isWholeExpression(candidate) ? reader.expression(candidate.replacement) : undefined;
  if (snippet && isMeant(candidate, snippet, reader)) return exactExpression(candidate, snippet, reader);
  return candidate.from === 'stryker' && isWholeExpression(candidate)
    ? invalid(candidate)
    : checked(candidate, reader);
}

function isWholeExpression({ target, start: from, end: to, placement }: Candidate): boolean {
  return (
    placement.kind === 'expression' &&
    types.isExpression(target.node) &&
    from === start(target.node) &&
    to === end(target.node)
  );
}

/** Some expressions mean something else in another place, such as `{}` as the body of an arrow function. */
function isMeant({ placement, from }: Candidate, snippet: Snippet, reader: Reader): boolean {
  if (placement.kind !== 'expression' || placement.code === undefined) return true;
  return from === 'stryker' || reader.expression(placement.code)?.text === snippet.text;
}

function exactExpression(candidate: Candidate, snippet: Snippet, reader: Reader): Candidate {
  const { target, replacement, from } = candidate;
  const given =
    from === 'own' ? { text: replacement, offset: snippet.offset } : { text: snippet.text, offset: 0 };
  const { text, offset } = apart(target, given);
  if (isSafe(target, snippet) || fits(target, text, offset, snippet, reader)) {
    return separated(candidate, text, snippet);
  }
  const parenthesised = apart(target, { text: `(${snippet.text})`, offset: 1 });
  return fits(target, parenthesised.text, parenthesised.offset, snippet, reader)
    ? separated(candidate, parenthesised.text, snippet)
    : invalid(candidate);
}

function fits(target: Visit, text: string, offset: number, snippet: Snippet, reader: Reader): boolean {
  return fitsInPlace(
    target,
    text,
    { offset, length: snippet.text.length, type: snippet.node.type },
    reader.fileName,
  );
}

function separated(candidate: Candidate, within: string, snippet: Snippet): Candidate {
  const replacement = asOwnStatement(candidate.target, within);
  return { ...candidate, replacement, within, alone: snippet.text };
}

function invalid(candidate: Candidate): Candidate {
  return { ...candidate, invalid: 'the changed code does not parse' };
}

/** A replacement that does not replace one expression by another is right if it parses. */
function checked(candidate: Candidate, reader: Reader): Candidate {
  if (candidate.from === 'stryker') return candidate;
  const { target, replacement } = candidate;
  const parses = isStatementPlace(candidate)
    ? reader.areStatements(replacement)
    : parsesInPlace(target, candidate, replacement, reader.fileName);
  return parses ? candidate : invalid(candidate);
}

/** Statements are allowed there in any case: the target is a block, or the mutant is an insertion at a hook. */
function isStatementPlace({ target, replacement, placement, ...change }: Candidate): boolean {
  if (change.start === change.end) return placement.kind === 'entry' && placement.at === change.start;
  const isBlock = types.isBlockStatement(target.node) && start(target.node) === change.start;
  return (
    isBlock && end(target.node) === change.end && replacement.startsWith('{') && replacement.endsWith('}')
  );
}

/** Whether the replacement surely stays one expression there, without parsing. */
function isSafe({ node, parent, key }: Visit, snippet: Snippet): boolean {
  const { type } = snippet.node;
  if (node.type === type && !looseTypes.has(type)) return true;
  if (types.isBinaryExpression(node) && types.isBinaryExpression(snippet.node)) {
    return precedence(node.operator) === precedence(snippet.node.operator);
  }
  const isObject = key === 'object' && (type === 'NumericLiteral' || type === 'OptionalMemberExpression');
  return atoms.has(type) && !isObject && !(parent && types.isJSX(parent.node));
}

/** Types of expressions that may bind less tightly than other expressions. */
const looseTypes = new Set(['BinaryExpression', 'LogicalExpression', 'UnaryExpression', 'NumericLiteral']);

const atoms = new Set([
  'ArrayExpression',
  'BooleanLiteral',
  'Identifier',
  'NullLiteral',
  'NumericLiteral',
  'StringLiteral',
  'TemplateLiteral',
  'ThisExpression',
]);

function precedence(operator: string): string {
  return operatorLevels.find((level) => level.split(' ').includes(operator)) ?? operator;
}

const operatorLevels = ['< > <= >=', '== != === !==', '+ -', '* / %'];

/** Adds spaces where two tokens would become one: `return!n`, `x+-x`. */
function apart(target: Visit, piece: { text: string; offset: number }): { text: string; offset: number } {
  const { source, node } = target;
  const before = source[start(node) - 1] ?? '';
  const after = source[end(node)] ?? '';
  const left = merge(before, piece.text[0] ?? '') ? ' ' : '';
  const right = merge(piece.text.at(-1) ?? '', after) ? ' ' : '';
  return { text: `${left}${piece.text}${right}`, offset: piece.offset + left.length };
}

function merge(left: string, right: string): boolean {
  if (/[\w$\u0080-\uffff]/.test(left)) return /[\w$\u0080-\uffff]/.test(right);
  return left !== '' && left === right && /[+\-/<&|.?]/.test(left);
}

/** Adds a semicolon where a line without one would continue in the next line. */
function asOwnStatement(target: Visit, text: string): string {
  const statement = statementAt(target);
  if (!statement) return text;
  const { source, node } = target;
  const begins = start(statement.node) === start(node) && statement.index !== undefined;
  const ends = end(statement.node) === end(node);
  const leads =
    begins && continues(text) && !continues(source[start(node)] ?? '') && followsStatement(target);
  const trails = ends && continues(source.slice(end(node)).trimStart());
  return `${leads ? ';' : ''}${text}${trails ? ';' : ''}`;
}

/** Whether the code before needs a semicolon. */
function followsStatement({ source, node }: Visit): boolean {
  let last = start(node) - 1;
  while (/\s/.test(source[last] ?? '')) last--;
  return last >= 0 && !/[;{]/.test(source[last] as string);
}

function continues(text: string): boolean {
  return /^[([`+\-/*]/.test(text) && !/^\/[/*]/.test(text);
}

/** The statement that begins or ends with the target. */
function statementAt(target: Visit): Visit | undefined {
  for (let next: Visit | undefined = target; next; next = next.parent) {
    if (types.isStatement(next.node)) return next;
    if (!next.parent || !sharesEdge(next.node, next.parent.node)) return undefined;
  }
  return undefined;
}

function sharesEdge(inner: types.Node, outer: types.Node): boolean {
  return start(inner) === start(outer) || end(inner) === end(outer);
}
