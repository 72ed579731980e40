import { types, type Visit } from '../../instrument/syntax.ts';
import { type AridRule, withinFunction } from './rule.ts';

/** Classes, styles and white space of a page: a picture shows them, and no test asks for them. */
export const looks: AridRule = {
  reason: 'how a page looks',
  applies: ({ visit }) =>
    [...withinFunction(visit)].some((around) => isStyle(around.node) || isSpace(around)),
};

function isStyle(node: Visit['node']): boolean {
  return types.isJSXAttribute(node) && /^(style|class|className)$/.test(String(node.name.name));
}

function isSpace({ node, parent }: Visit): boolean {
  return (
    types.isStringLiteral(node) && node.value.trim() === '' && types.isJSXExpressionContainer(parent?.node)
  );
}
