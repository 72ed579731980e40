import { types } from '../../instrument/syntax.ts';
import type { Locals } from './locals.ts';
import {
  callable,
  classes,
  constants,
  converters,
  eachMethods,
  expectMembers,
  isGlobal,
  membersOf,
  notMade,
  spiedOn,
  toolMembers,
  toolNames,
} from './names.ts';
import { around, bare, isCall, isExpectation, isMember, nameOf, type Place, rootOf } from './places.ts';

/** For a name of a value: it must be declared in the test, imported from the source, or on the list. */
export function globalReason(place: Place, locals: Locals): string | undefined {
  const { name } = place.node as types.Identifier;
  if (isOnlyName(place) || locals.has(name) || locals.imported.has(name) || constants.has(name))
    return undefined;
  if (toolNames.has(name))
    return usedMember(place, toolMembers) ? undefined : `it uses ${name} for more than mocks and timers`;
  if (name === 'expect')
    return isCalled(place) || usedMember(place, expectMembers)
      ? undefined
      : 'it uses expect for more than assertions';
  if (name === 'Function') return "it touches Function: expect(…).toBeTypeOf('function') needs no name";
  if (name === 'require') return 'it imports something';
  if (name === 'arguments') return 'it uses arguments';
  if (!isGlobal(name)) return `it touches ${name}, which tests may not use`;
  return isUsedRightly(place, name, locals)
    ? undefined
    : `it uses ${name} for something that tests do not need`;
}

/** For the name of a member, a key, a label or a declaration. */
function isOnlyName({ node, parent, key }: Place): boolean {
  const holder = parent?.node;
  if (!holder) return false;
  if (isMember(holder)) return key === 'property' && !holder.computed;
  if (types.isObjectProperty(holder) || types.isObjectMethod(holder))
    return key === 'key' && !holder.computed;
  return !types.isReferenced(node, holder, parent?.parent?.node) && types.isFunction(holder) && key === 'id';
}

/** The name of the used member, if it is one of these. */
function usedMember(place: Place, names: ReadonlySet<string>): boolean {
  const { parent, key } = around(place);
  return isMember(parent?.node) && key === 'object' && names.has(nameOf(parent.node));
}

function isCalled(place: Place): boolean {
  const { parent, key } = around(place);
  return isCall(parent?.node) && key === 'callee';
}

function isUsedRightly(place: Place, name: string, locals: Locals): boolean {
  const { parent, key } = around(place);
  const holder = parent?.node;
  if (isCall(holder) && key === 'callee') return callable.has(name);
  if (types.isNewExpression(holder) && key === 'callee') return classes.has(name) && !notMade.has(name);
  if (isMember(holder) && key === 'object') return usedMember(place, membersOf.get(name) ?? new Set());
  if (types.isBinaryExpression(holder, { operator: 'instanceof' }) && key === 'right')
    return classes.has(name);
  return key === 'arguments' && isCall(holder) && mayBeGiven(name, holder, locals);
}

/** Whether it may be passed to a function. */
function mayBeGiven(
  name: string,
  call: types.CallExpression | types.OptionalCallExpression,
  locals: Locals,
): boolean {
  const callee = bare(call.callee);
  if (isMember(callee) && isExpectation(callee)) return classes.has(name);
  const root = rootOf(callee);
  if (types.isIdentifier(root) && locals.imported.has(root.name))
    return converters.has(name) || (classes.has(name) && !notMade.has(name));
  if (!isMember(callee)) return false;
  if (types.isIdentifier(callee.object) && toolNames.has(callee.object.name))
    return nameOf(callee) === 'spyOn' && spiedOn.has(name);
  return converters.has(name) && (eachMethods.has(nameOf(callee)) || nameOf(callee) === 'from');
}
