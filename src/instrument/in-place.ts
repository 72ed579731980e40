import type { Span } from '../model/source.ts';
import { attempt, faultsOf } from './snippet.ts';
import { ancestors, end, type Node, start, types, type Visit } from './syntax.ts';

/** A changed statement or class member, parsed again. */
interface Reread {
  node: Node;
  /** Where the piece begins in the parsed text. */
  shift: number;
}

/** Whether the file still parses after the change. Only the statement or class member around it is parsed. */
export function parsesInPlace(target: Visit, change: Span, replacement: string, fileName: string): boolean {
  return reread(unitAround(target, change), change, replacement, fileName) !== undefined;
}

/** A part of a replacement that must be parsed as a node of this type. */
export interface Part {
  offset: number;
  length: number;
  type: string;
}

/**
 * Whether `replacement` has the intended meaning in the place of the target: the part is a node of its type, and the
 * nodes around it keep their types.
 */
export function fitsInPlace(target: Visit, replacement: string, part: Part, fileName: string): boolean {
  const change = { start: start(target.node), end: end(target.node) };
  const unit = unitAround(target, change);
  const found = reread(unit, change, replacement, fileName);
  if (!found) return false;
  const from = found.shift + change.start - start(unit.node) + part.offset;
  const path = typesDownTo(found.node, { start: from, end: from + part.length });
  const expected = [...typesUpTo(target, unit), part.type];
  return (
    path?.length === expected.length && path.every((type, index) => isAsMeant(type, expected[index] ?? ''))
  );
}

function reread(unit: Visit, change: Span, replacement: string, fileName: string): Reread | undefined {
  const { source, node } = unit;
  const text = source.slice(start(node), change.start) + replacement + source.slice(change.end, end(node));
  const isMember = types.isClassBody(unit.parent?.node);
  const before = isMember ? `${/\.[mc]?tsx?$/i.test(fileName) ? 'abstract ' : ''}class A extends B {` : '';
  const file = attempt(isMember ? `${before}${text}\n}` : text, fileName);
  if (!file || faultsOf(file).length > 0) return undefined;
  const [statement] = file.program.body;
  if (!isMember) return statement && { node: statement, shift: 0 };
  const member = types.isClassDeclaration(statement) ? statement.body.body[0] : undefined;
  return member && { node: member, shift: before.length };
}

/** The smallest piece around the change that can be parsed alone. */
function unitAround(target: Visit, change: Span): Visit {
  const isUnit = (visit: Visit) =>
    start(visit.node) <= change.start && change.end <= end(visit.node) && standsAlone(visit);
  if (isUnit(target) && !isWhole(target.node, change)) return target;
  return [...ancestors(target)].find(isUnit) ?? target;
}

function isWhole(node: Node, change: Span): boolean {
  return start(node) === change.start && end(node) === change.end;
}

function standsAlone({ node, parent, key }: Visit): boolean {
  if (types.isProgram(node) || types.isClassBody(parent?.node)) return true;
  if (!types.isStatement(node) || types.isTSModuleBlock(node)) return false;
  return key !== 'init' && key !== 'left' && !(types.isBlockStatement(node) && key === 'body');
}

/** The types of the nodes from the piece down to the one with this range. */
function typesDownTo(from: Node, span: Span): string[] | undefined {
  const path: string[] = [from.type];
  let node = from;
  while (!isWhole(node, span)) {
    const child = childAround(node, span);
    if (!child) return undefined;
    path.push(child.type);
    node = child;
  }
  return path;
}

function typesUpTo(target: Visit, unit: Visit): string[] {
  const path: string[] = [];
  for (let next = target; next !== unit && next.parent; next = next.parent)
    path.unshift(next.parent.node.type);
  return path;
}

/** Babel names the links of a chain differently where the chain is no longer optional. */
function isAsMeant(type: string, expected: string): boolean {
  return type === expected || type === expected.replace(/^Optional/, '');
}

function childAround(node: Node, span: Span): Node | undefined {
  for (const key of types.VISITOR_KEYS[node.type] ?? []) {
    const field: unknown = Reflect.get(node, key);
    for (const child of (Array.isArray(field) ? field : [field]) as (Node | null | undefined)[]) {
      if (child && start(child) <= span.start && span.end <= end(child)) return child;
    }
  }
  return undefined;
}
