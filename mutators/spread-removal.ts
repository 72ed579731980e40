import { type Mutator, types, type Visit } from '../src/instrument/syntax.ts';
import { spanOf } from './support/text.ts';

/** Spreads nothing. */
export const spreadRemoval: Mutator = {
  name: 'SpreadRemoval',
  level: 'statement',
  *mutate(visit) {
    const { node } = visit;
    if (!types.isSpreadElement(node) && !types.isJSXSpreadAttribute(node)) return;
    const replacement = isInObject(visit) ? '{}' : '[]';
    if (
      isAlone(visit) ||
      visit.source.slice(node.argument.start ?? 0, node.argument.end ?? 0) === replacement
    )
      return;
    yield { ...spanOf(node.argument), replacement, placement: { kind: 'expression' } };
  },
};

function isInObject({ node, parent }: Visit): boolean {
  return types.isJSXSpreadAttribute(node) || types.isObjectExpression(parent?.node);
}

/** `[...a]` and `{...a}` without the spread are what ArrayDeclaration and ObjectLiteral make of them. */
function isAlone({ parent }: Visit): boolean {
  if (types.isArrayExpression(parent?.node)) return parent.node.elements.length === 1;
  return types.isObjectExpression(parent?.node) && parent.node.properties.length === 1;
}
