import { types, type Visit } from '../../instrument/syntax.ts';
import { type AridRule, calledName, lastPart, withinFunction } from './rule.ts';

/** Texts that only people read: of a schema, a command, an option. */
export const descriptions: AridRule = {
  reason: 'a description',
  applies: ({ visit }) => [...withinFunction(visit)].some(isDescription) || isIndentation(visit),
};

function isDescription({ node, parent, key, index }: Visit): boolean {
  if (!types.isStringLiteral(node) && !types.isTemplateLiteral(node)) return false;
  const isFirst = key === 'arguments' && index === 0;
  return isFirst && /^(describe|description|summary)$/.test(methodOf(parent?.node));
}

/** How a call is called at its end: the object before it may be a call too. */
function methodOf(node: Visit['node'] | undefined): string {
  if (!types.isCallExpression(node) || !types.isMemberExpression(node.callee)) return '';
  const { property } = node.callee;
  return types.isIdentifier(property) ? property.name : '';
}

/** By how much JSON is indented. */
function isIndentation({ node, parent, key, index }: Visit): boolean {
  if (!types.isNumericLiteral(node) || key !== 'arguments' || index !== 2 || !parent) return false;
  return lastPart(calledName(parent.node)) === 'stringify';
}
