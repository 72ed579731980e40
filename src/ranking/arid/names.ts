import { text, types, type Visit } from '../../instrument/syntax.ts';
import { isInErrorClass } from './messages.ts';
import {
  type AridRule,
  calledName,
  callOfStatement,
  dotted,
  functionName,
  functionsAround,
  keyName,
  lastPart,
  textOf,
  withinFunction,
} from './rule.ts';

const debugNames = /^(displayName|__name|_?debug[A-Z]\w*)$/;

/** Names that only tools for developers show. */
export const names: AridRule = {
  reason: 'a name for debugging',
  applies: ({ visit }) => [...withinFunction(visit)].some(isDebugName),
};

function isDebugName({ node, parent, key, source }: Visit): boolean {
  if (types.isAssignmentExpression(node))
    return types.isMemberExpression(node.left) && debugNames.test(lastPart(dotted(node.left)) ?? '');
  if (types.isObjectProperty(node) || types.isClassProperty(node))
    return debugNames.test(keyName(node) ?? '');
  if (types.isVariableDeclarator(node) && node.init)
    return /\.(displayName|debugLabel)\b/.test(textOf(node.init, source));
  if (lastPart(calledName(callOfStatement(node) ?? node)) === 'useDebugValue') return true;
  return key === 'arguments' && parent !== undefined && calledName(parent.node) === 'Symbol';
}

const printers =
  /^(toDebugString|debugString|util\.inspect\.custom|inspect\.custom|nodejs\.util\.inspect\.custom|Symbol\.toStringTag)$/;

/**
 * What a value looks like to whoever debugs. A `toString` is so only for errors and where it speaks of debugging: elsewhere
 * it is as often what the code is for.
 */
export const printing: AridRule = {
  reason: 'text for debugging',
  applies: ({ visit }) =>
    functionsAround(visit).some((fn) => {
      const name = functionName(fn) ?? '';
      if (printers.test(name)) return true;
      return name === 'toString' && (isInErrorClass(fn) || /debug/i.test(text(fn)));
    }) || [...withinFunction(visit)].some(({ node }) => isTag(node)),
};

function isTag(node: Visit['node']): boolean {
  return (
    (types.isClassProperty(node) || types.isObjectProperty(node)) && keyName(node) === 'Symbol.toStringTag'
  );
}
