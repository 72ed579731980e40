import { type Node, types } from '../../instrument/syntax.ts';
import type { Locals } from './locals.ts';
import { isReflective, matchers, membersOf, propertyMatchers, toolNames } from './names.ts';
import { around, bare, isCall, isExpectation, isMember, nameOf, type Place, rootOf } from './places.ts';

type Call = types.CallExpression | types.OptionalCallExpression | types.NewExpression;

/** Why a call is not allowed. */
export function callReason(place: Place, locals: Locals): string | undefined {
  const call = place.node as Call;
  const callee = bare(call.callee);
  if (!isMember(callee)) return undefined;
  const member = nameOf(callee);
  if (propertyMatchers.has(member) && !isPath(call.arguments[0]))
    return `it gives ${member} a name that is only known when it runs`;
  const object = bare(callee.object);
  if (!types.isIdentifier(object)) return undefined;
  const { name } = object;
  if (toolNames.has(name) && member === 'spyOn') return spyReason(call, locals);
  if (name === 'Math' && member === 'random') return 'it takes a number by chance';
  if (name === 'JSON' && member === 'parse') return comparedOnly('JSON.parse', place);
  if (name !== 'Object') return undefined;
  if (member === 'fromEntries') return comparedOnly('Object.fromEntries', place);
  if (member === 'groupBy') return comparedOnly('Object.groupBy', place);
  if (member === 'create')
    return call.arguments.length === 1 && types.isNullLiteral(call.arguments[0])
      ? undefined
      : 'it makes an object with Object.create from more than null';
  if (member === 'assign')
    return types.isObjectExpression(call.arguments[0])
      ? undefined
      : 'it writes with Object.assign into something that is not a new object';
  return undefined;
}

/** Members that are checked at their call must not be used without a call. */
const onlyCalled = new Set([
  'JSON.parse',
  'Object.fromEntries',
  'Object.groupBy',
  'Object.create',
  'Object.assign',
  'vi.spyOn',
  'jest.spyOn',
  'Math.random',
]);

export function takenReason(place: Place): string | undefined {
  const { node } = place;
  const object = isMember(node) ? bare(node.object) : undefined;
  if (!isMember(node) || !types.isIdentifier(object)) return undefined;
  const { parent, key } = around(place);
  const full = `${object.name}.${nameOf(node)}`;
  if (!onlyCalled.has(full) && !toolNames.has(object.name)) return undefined;
  return isCall(parent?.node) && key === 'callee' ? undefined : `it uses ${full} without calling it`;
}

/** Objects with unknown keys may be looked at, but not passed on. */
function comparedOnly(what: string, place: Place): string | undefined {
  const { parent, key } = around(place);
  const isLookedAt =
    isCall(parent?.node) && key === 'arguments' && types.isIdentifier(parent.node.callee, { name: 'expect' });
  return isLookedAt ? undefined : `it uses ${what} outside of expect(${what}(…))`;
}

/** The same for names that are written out. */
function isPath(node: Node | undefined): boolean {
  if (types.isStringLiteral(node)) return node.value.split(/[^\w$]+/).every((name) => !isReflective(name));
  if (types.isNumericLiteral(node)) return true;
  return types.isArrayExpression(node) && node.elements.every((each) => each !== null && isPath(each));
}

const asymmetric = /^(any|anything|arrayContaining|objectContaining|string(Containing|Matching)|closeTo)$/;

/** For `expect(…)` and the chain after it: only known assertions, at this place. */
export function assertionReason(place: Place): string | undefined {
  const { node } = place;
  if (!isExpectation(node) || types.isIdentifier(bare(node), { name: 'expect' })) return undefined;
  const { parent, key } = around(place);
  const goesOn = isMember(parent?.node) && key === 'object';
  if (isCall(node) && isBareExpect(node.callee)) return goesOn ? undefined : 'it keeps what expect(…) gives';
  if (!isMember(node)) return undefined;
  const name = nameOf(node);
  if (/Snapshot/.test(name)) return 'it keeps a snapshot instead of saying what it expects';
  if (types.isIdentifier(bare(node.object), { name: 'expect' })) return undefined;
  if (!matchers.has(name) && !asymmetric.test(name)) return `it uses an assertion that is not known: ${name}`;
  return goesOn || types.isExpressionStatement(parent?.node) || (isCall(parent?.node) && key === 'callee')
    ? undefined
    : 'it keeps what expect(…) gives';
}

/** `expect`, or a member of it that begins an assertion. */
function isBareExpect(callee: Node): boolean {
  const node = bare(callee);
  if (isMember(node))
    return types.isIdentifier(bare(node.object), { name: 'expect' }) && /^(soft|poll)$/.test(nameOf(node));
  return types.isIdentifier(node, { name: 'expect' });
}

const ofArrays = new Set(Object.getOwnPropertyNames(Array.prototype));

/** A spy replaces a member of a name in the test or source, and its name is written out. */
function spyReason(call: Call, locals: Locals): string | undefined {
  const [object, name, access] = call.arguments;
  if (!types.isStringLiteral(name) || (access && !types.isStringLiteral(access)))
    return 'it spies on a name that is only known when it runs';
  if (isReflective(name.value)) return `it touches ${name.value}`;
  const root = object && rootOf(object);
  if (!types.isIdentifier(root)) return 'it spies on something that has no name';
  const known = membersOf.get(root.name);
  if (known && !locals.has(root.name))
    return object === root && known.has(name.value) ? undefined : `it spies on ${root.name}.${name.value}`;
  return ofArrays.has(name.value) && !locals.imported.has(root.name)
    ? `it spies on ${name.value} of an array`
    : undefined;
}
