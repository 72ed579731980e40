import {
  ancestors,
  end,
  isFunction,
  type Node,
  start,
  text,
  types,
  type Visit,
} from '../../src/instrument/syntax.ts';
import type { Span } from '../../src/model/source.ts';
import { descendants } from '../support/walk.ts';
import { childrenIn } from './support.ts';

/** A class of which the members that TypeScript keeps private have other names. */
export interface RenamedPrivates extends Span {
  replacement: string;
  names: string[];
}

/**
 * Renames the private members of a class. Its text is the only place where they may be used, unless the class hands
 * itself over as a whole, is extended or decorated, or the file asks for members by text: then it is left as it is.
 */
export function renamedPrivates(visit: Visit): RenamedPrivates | undefined {
  const { node, source } = visit;
  if (!types.isClass(node) || node.superClass || !isPlain(visit)) return undefined;
  const inside = [...descendants(visit)];
  if (
    !inside.every((each) => keepsThis(each) && isOwnThis(each, node)) ||
    /JSON\.stringify|structuredClone/.test(source)
  )
    return undefined;
  const members = privateMembers(visit).filter((name) => mayRename(name, inside, source));
  if (members.length === 0) return undefined;
  const renamed = new Map(members.map((name) => [name, otherName(name, source)]));
  const edits = inside.flatMap((each) => editOf(each, renamed) ?? []).sort((a, b) => b.start - a.start);
  const replacement = edits.reduce(
    (whole, edit) =>
      whole.slice(0, edit.start - start(node)) + edit.text + whole.slice(edit.end - start(node)),
    text(visit),
  );
  return { start: start(node), end: end(node), replacement, names: members };
}

function isPlain(visit: Visit): boolean {
  const { node } = visit;
  if (types.isClass(node) && node.decorators?.length) return false;
  return [...descendants(visit)].every(
    ({ node: inner }) => !('decorators' in inner && inner.decorators?.length),
  );
}

/** `this` is only asked for a member by its name, or returned. */
function keepsThis({ node, parent, key }: Visit): boolean {
  if (!types.isThisExpression(node) || !parent) return true;
  if (types.isReturnStatement(parent.node)) return true;
  return isMember(parent.node) && key === 'object' && !parent.node.computed;
}

/** `this` is the instance, not what a function within a method is called on. */
function isOwnThis(visit: Visit, owner: Node): boolean {
  if (!types.isThisExpression(visit.node)) return true;
  for (const { node, parent } of ancestors(visit)) {
    if (parent?.parent?.node === owner) return true;
    if (types.isClass(node) || (isFunction(node) && !types.isArrowFunctionExpression(node))) return false;
  }
  return false;
}

type Member = types.MemberExpression | types.OptionalMemberExpression;

function isMember(node: Node): node is Member {
  return types.isMemberExpression(node) || types.isOptionalMemberExpression(node);
}

function privateMembers(visit: Visit): string[] {
  const names = childrenIn(childrenIn(visit, 'body')[0]!, 'body').flatMap(({ node }) => {
    if (types.isClassMethod(node, { kind: 'constructor' })) return node.params.flatMap(privateParameter);
    if (!types.isClassProperty(node) && !types.isClassMethod(node)) return [];
    const isPrivate = node.accessibility === 'private' && !node.static && !node.computed;
    return isPrivate && types.isIdentifier(node.key) ? [node.key.name] : [];
  });
  return [...new Set(names)];
}

function privateParameter(node: Node): string[] {
  return types.isTSParameterProperty(node) && node.accessibility === 'private' ? [parameterName(node)] : [];
}

function parameterName({ parameter }: types.TSParameterProperty): string {
  const name = types.isAssignmentPattern(parameter) ? parameter.left : parameter;
  return types.isIdentifier(name) ? name.name : '';
}

/** Nothing in the class has the name for something else, and nothing asks for it by text. */
function mayRename(name: string, inside: readonly Visit[], source: string): boolean {
  if (name === '' || new RegExp(`['"\`]${name.replaceAll('$', '\\$')}['"\`]`).test(source)) return false;
  return inside.every(({ node, parent, key }) => {
    if (isMember(node) && isNamed(node.property, name)) return types.isThisExpression(node.object);
    if (!isNamed(node, name) || !parent) return true;
    if (types.isObjectProperty(parent.node)) return !parent.node.shorthand && key === 'value';
    return !types.isVariableDeclarator(parent.node) || key !== 'id';
  });
}

function isNamed(node: Node, name: string): boolean {
  return types.isIdentifier(node, { name });
}

function otherName(name: string, source: string): string {
  let other = `${name}Renamed`;
  while (source.includes(other)) other += '_';
  return other;
}

interface Edit extends Span {
  text: string;
}

function editOf(visit: Visit, renamed: ReadonlyMap<string, string>): Edit | undefined {
  const { node, parent, key } = visit;
  if (!types.isIdentifier(node) || !parent) return undefined;
  const other = renamed.get(node.name);
  if (other === undefined || !isTheMember(visit, parent, key)) return undefined;
  // What follows a parameter's name belongs to its node: its type.
  return { start: start(node), end: start(node) + node.name.length, text: other };
}

/** The declaration, `this.name`, or in the constructor the parameter that declares it. */
function isTheMember(visit: Visit, parent: Visit, key: string): boolean {
  if (isMember(parent.node)) return key === 'property' && types.isThisExpression(parent.node.object);
  if (key === 'key') return types.isClassProperty(parent.node) || types.isClassMethod(parent.node);
  return declaringConstructor(visit) !== undefined;
}

/** The constructor around a name that is one of its parameter properties. */
function declaringConstructor(visit: Visit): Node | undefined {
  const { name } = visit.node as types.Identifier;
  for (let at = visit.parent; at && !types.isClassBody(at.node); at = at.parent) {
    if (!types.isClassMethod(at.node, { kind: 'constructor' })) continue;
    return at.node.params.some((each) => privateParameter(each).includes(name)) ? at.node : undefined;
  }
  return undefined;
}
