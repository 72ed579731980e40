import { exportsOf } from '../../instrument/exports.ts';
import { parse, start, types } from '../../instrument/syntax.ts';
import type { Access } from '../embedded/spec.ts';

/** How tests can call a function, or why they cannot. */
export type Reach = { exported: string; access: Access } | { reason: string };

/**
 * How tests can call the functions of a module, by the offset at which each begins. Functions that are not in the map
 * cannot be called. Pure.
 */
export function reachIn(source: string, file: string): Map<number, Reach> {
  const exported = exportsOf(source, file);
  const reach = new Map<number, Reach>();
  const add = (node: types.Node, name: string, access: Access) => {
    const own = exported.get(name);
    reach.set(start(node), own === undefined ? { reason: notExported(access) } : { exported: own, access });
  };
  for (const statement of parse(source, file).program.body) {
    for (const [name, value] of declaredBy(statement)) {
      if (types.isFunction(value)) add(value, name, { kind: 'function' });
      if (types.isObjectExpression(value)) objectMembers(value, (each, access) => add(each, name, access));
      if (!types.isClass(value)) continue;
      classMembers(value, (each, access) =>
        typeof access === 'string' ? reach.set(start(each), { reason: access }) : add(each, name, access),
      );
    }
  }
  return reach;
}

function notExported({ kind }: Access): string {
  return kind === 'function' ? 'it is not exported' : 'what it is a member of is not exported';
}

type Declared = [name: string, value: types.Node];

/** The functions that a statement of a module names. */
function declaredBy(statement: types.Statement): Declared[] {
  if (types.isExportNamedDeclaration(statement))
    return statement.declaration ? declaredBy(statement.declaration) : [];
  if (types.isExportDefaultDeclaration(statement)) {
    const { declaration } = statement;
    return [
      [
        'id' in declaration && types.isIdentifier(declaration.id) ? declaration.id.name : 'default',
        declaration,
      ],
    ];
  }
  if (types.isFunctionDeclaration(statement) || types.isClassDeclaration(statement))
    return statement.id ? [[statement.id.name, statement]] : [];
  if (!types.isVariableDeclaration(statement)) return [];
  return statement.declarations.flatMap(({ id, init }): Declared[] =>
    types.isIdentifier(id) && init ? [[id.name, withoutTypes(init)]] : [],
  );
}

function withoutTypes(node: types.Node): types.Node {
  const isWrapped = types.isTSAsExpression(node) || types.isTSSatisfiesExpression(node);
  return isWrapped ? withoutTypes(node.expression) : node;
}

function objectMembers(
  { properties }: types.ObjectExpression,
  found: (member: types.Node, access: Access) => void,
): void {
  for (const each of properties) {
    if (types.isSpreadElement(each) || each.computed || !types.isIdentifier(each.key)) continue;
    const access: Access = { kind: 'static', member: each.key.name };
    if (types.isObjectMethod(each) && each.kind === 'method') found(each, access);
    if (types.isObjectProperty(each) && types.isFunction(each.value)) found(each.value, access);
  }
}

/** Members that only the class itself may use come with a reason. */
function classMembers(
  { body }: types.Class,
  found: (member: types.Node, access: Access | string) => void,
): void {
  for (const each of body.body) {
    if (types.isClassPrivateMethod(each)) found(each, isPrivate);
    if (types.isClassPrivateProperty(each) && types.isFunction(each.value)) found(each.value, isPrivate);
    if (!types.isClassMethod(each) && !types.isClassProperty(each)) continue;
    const fn = types.isClassMethod(each) ? each : each.value;
    if (!types.isFunction(fn)) continue;
    const isHidden = each.accessibility === 'private' || each.accessibility === 'protected';
    if (each.computed || !types.isIdentifier(each.key)) found(fn, 'its name is computed');
    else if (isHidden) found(fn, isPrivate);
    else if (each.static && types.isClassMethod(each) && each.kind !== 'method')
      found(fn, 'it is a static accessor');
    else found(fn, accessOf(each, each.key.name));
  }
}

const isPrivate = 'it is private';

function accessOf(each: types.ClassMethod | types.ClassProperty, member: string): Access {
  const kind = types.isClassMethod(each) ? each.kind : 'method';
  if (kind === 'constructor') return { kind };
  if (each.static) return { kind: 'static', member };
  return { kind: kind === 'get' ? 'getter' : kind === 'set' ? 'setter' : 'method', member };
}
