import { text, types, type Visit } from '../../instrument/syntax.ts';
import {
  type AridRule,
  calledName,
  callOfStatement,
  functionName,
  functionsAround,
  nameOfValue,
  outwards,
  type Place,
  statementsOf,
  textOf,
  withinFunction,
} from './rule.ts';

const cache = /cache|memo(?!ry|nto)/i;
/** What can be had only once has to be kept: the body of a request, the outcome of a promise. */
const onlyOnce = /body|promise|response|stream/i;

const isCache = (name: string) => cache.test(name) && !onlyOnce.test(name);

/** What only makes the next time faster. Where a cache is what the code is for, it is not left out. */
export const caches: AridRule = {
  reason: 'a cache',
  applies: (place) => !isCacheItself(place.visit) && (isStoring(place) || isLookup(place) || isKey(place)),
};

/** A function or class whose own name says that it is a cache. */
function isCacheItself(visit: Visit): boolean {
  return (
    functionsAround(visit).some((fn) => cache.test(functionName(fn) ?? '')) ||
    [...outwards(visit)].some(({ node }) => types.isClass(node) && node.id && cache.test(node.id.name))
  );
}

/** The statement that puts something into it is taken away. */
function isStoring({ visit }: Place): boolean {
  const call = callOfStatement(visit.node);
  const name = call === undefined ? '' : calledName(call);
  return /(^|\.)\w*(cache|memo)\w*\.(set|add)$/i.test(name) && isCache(name);
}

/** The way by what is in it already is not taken. To take it always, or to give something else, would be wrong. */
function isLookup({ mutant, visit }: Place): boolean {
  const inside = [...withinFunction(visit)];
  const around = inside.find(({ node }) => types.isIfStatement(node) && !node.alternate);
  if (!around || !types.isIfStatement(around.node)) return false;
  const { test, consequent } = around.node;
  const isNever = visit.node === test && mutant.replacement === 'false';
  if (!isNever && visit.node !== consequent) return false;
  const statements = statementsOf(consequent);
  const [only] = statements;
  if (statements.length !== 1 || !types.isReturnStatement(only) || !only.argument) return false;
  const { source } = around;
  if (isCache(textOf(test, source))) return cache.test(textOf(only, source));
  return isSameName(test, only.argument) && isCache(originOf(test, around));
}

function isSameName(a: Visit['node'], b: Visit['node']): boolean {
  return types.isIdentifier(a) && types.isIdentifier(b, { name: a.name });
}

/** What a variable was given just before, in the same block. */
function originOf(name: Visit['node'], { parent, source }: Visit): string {
  if (!parent || !types.isIdentifier(name) || !types.isBlockStatement(parent.node)) return '';
  const declarators = parent.node.body.flatMap((each) =>
    types.isVariableDeclaration(each) ? each.declarations : [],
  );
  const own = declarators.find(({ id }) => types.isIdentifier(id, { name: name.name }));
  return own?.init ? textOf(own.init, source) : '';
}

/** What it is found by. */
function isKey({ visit }: Place): boolean {
  const whole = [...outwards(visit)].find(({ parent }) => !types.isTemplateLiteral(parent?.node));
  if (!whole || !isText(whole)) return false;
  if (/(cache|memo)_?key$/i.test(nameOfValue(whole) ?? '')) return true;
  if (whole.key !== 'arguments' || whole.index !== 0 || !whole.parent) return false;
  const name = calledName(whole.parent.node);
  return /(cache|memo)\w*\.(get|set|has|delete)$/i.test(name) && isCache(name);
}

function isText(visit: Visit): boolean {
  const { node } = visit;
  if (types.isBinaryExpression(node, { operator: '+' })) return /['"`]/.test(text(visit));
  return types.isStringLiteral(node) || types.isTemplateLiteral(node);
}

/** By which React tells the items of a list apart. */
export const listKeys: AridRule = {
  reason: 'a key of a list item',
  applies: ({ visit }) => [...withinFunction(visit)].some(isListKey),
};

function isListKey(visit: Visit): boolean {
  const { node, parent } = visit;
  if (types.isJSXAttribute(node)) return node.name.name === 'key';
  if (!types.isObjectExpression(node) || node.properties.length !== 1 || !parent) return false;
  const [only] = node.properties;
  if (!types.isObjectProperty(only) || !types.isIdentifier(only.key, { name: 'key' })) return false;
  return (
    /(^|\.)(createElement|cloneElement|jsxs?|h)$/.test(calledName(parent.node)) ||
    /props$/i.test(nameOfValue(visit) ?? '')
  );
}
