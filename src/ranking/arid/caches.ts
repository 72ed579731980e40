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
  withinFunction,
} from './place.ts';

const cache = /cache|memo(?!ry|nto)/i;

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
  return call !== undefined && /(^|\.)\w*(cache|memo)\w*\.(set|add)$/i.test(calledName(call));
}

/** The way by what is in it already: whether it is taken, not what it gives. */
function isLookup({ visit }: Place): boolean {
  for (const around of withinFunction(visit)) {
    const { node, source } = around;
    if (!types.isIfStatement(node) || node.alternate) continue;
    const isInTest = [...withinFunction(visit)].some(({ node: each }) => each === node.test);
    const isWhole = visit.node === node.consequent || visit === around;
    return (isInTest || isWhole) && cache.test(source.slice(node.test.start!, node.test.end!)) && returnsIt(node.consequent, source);
  }
  return false;
}

function returnsIt(consequent: Visit['node'], source: string): boolean {
  const statements = statementsOf(consequent);
  const [only] = statements;
  if (statements.length !== 1 || !types.isReturnStatement(only)) return false;
  return cache.test(source.slice(only.start!, only.end!));
}

/** What it is found by. */
function isKey({ visit }: Place): boolean {
  for (const around of withinFunction(visit)) {
    if (/(cache|memo)_?key$/i.test(nameOfValue(around) ?? '')) return true;
    if (around.key === 'arguments' && around.index === 0 && /(cache|memo)\w*\.(get|set|has|delete)$/i.test(calledName(around.parent!.node)))
      return isText(around);
  }
  return false;
}

function isText(visit: Visit): boolean {
  return types.isStringLiteral(visit.node) || types.isTemplateLiteral(visit.node) || /^[^(]*\+/.test(text(visit));
}

/** By which React tells the items of a list apart. */
export const listKeys: AridRule = {
  reason: 'a key of a list item',
  applies: ({ visit }) =>
    [...withinFunction(visit)].some((around) => {
      const { node, parent } = around;
      if (types.isJSXAttribute(node)) return node.name.name === 'key';
      if (!types.isObjectExpression(node) || node.properties.length !== 1 || !parent) return false;
      const [only] = node.properties;
      if (!types.isObjectProperty(only) || !types.isIdentifier(only.key, { name: 'key' })) return false;
      return /(^|\.)(createElement|cloneElement|jsxs?|h)$/.test(calledName(parent.node)) || /props$/i.test(nameOfValue(around) ?? '');
    }),
};
