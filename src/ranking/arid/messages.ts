import { types, type Visit } from '../../instrument/syntax.ts';
import { type AridRule, calledName, keyName, nameOfValue, outwards, type Place } from './rule.ts';

/** What an error says to people; its class, its code and whether it is thrown at all are none of it. */
export const errorMessages: AridRule = {
  reason: 'the text of an error message',
  applies: (place) => isText(place) && isMessage(place.visit),
};

const codes = /^['"`][A-Z][A-Z0-9_]+['"`]$/;

function isText({ visit, mutant }: Place): boolean {
  if (codes.test(mutant.original.trim())) return false;
  return [...outwards(visit)].some(
    ({ node }) =>
      types.isStringLiteral(node) ||
      types.isTemplateLiteral(node) ||
      types.isBinaryExpression(node, { operator: '+' }),
  );
}

function isMessage(visit: Visit): boolean {
  for (const around of outwards(visit)) {
    if (types.isFunction(around.node) || types.isStatement(around.node)) break;
    if (isArgumentOfError(around)) return true;
  }
  const name = nameOfValue(wholeText(visit));
  return name !== undefined && /^err(or)?_?(message|msg|text)$/i.test(name);
}

/** The whole text that a place is a part of. */
function wholeText(visit: Visit): Visit {
  let whole = visit;
  for (let next = visit.parent; next; next = next.parent) {
    const isPart =
      types.isTemplateLiteral(next.node) || types.isBinaryExpression(next.node, { operator: '+' });
    if (!isPart) break;
    whole = next;
  }
  return whole;
}

/** A text that an error is made with, as it stands or as its `message`. */
function isArgumentOfError({ node, parent, key }: Visit): boolean {
  if (!parent || !isTextNode(node)) return false;
  if (types.isObjectProperty(parent.node))
    return keyName(parent.node) === 'message' && isErrorCall(parent.parent?.parent);
  return key === 'arguments' && isErrorCall(parent);
}

function isTextNode(node: Visit['node']): boolean {
  return (
    types.isStringLiteral(node) ||
    types.isTemplateLiteral(node) ||
    types.isBinaryExpression(node, { operator: '+' }) ||
    types.isConditionalExpression(node) ||
    types.isLogicalExpression(node)
  );
}

function isErrorCall(call: Visit | undefined): boolean {
  if (!call) return false;
  const name = calledName(call.node);
  if (/(^|\.)([A-Z]\w*|(create|make|new|to)\w*)?(Error|Exception)$/.test(name)) return true;
  return types.isCallExpression(call.node) && types.isSuper(call.node.callee) && isInErrorClass(call);
}

/** Whether it lies in a class that extends an error. */
export function isInErrorClass(visit: Visit): boolean {
  const owner = [...outwards(visit)].find(({ node }) => types.isClass(node))?.node;
  const base = owner && types.isClass(owner) ? owner.superClass : undefined;
  return types.isIdentifier(base) && /(Error|Exception)$/.test(base.name);
}
