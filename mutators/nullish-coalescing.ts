import { type Mutator, types } from '../src/instrument/syntax.ts';
import { inPlaceOf, operandText, spanOf } from './support/text.ts';

/** Takes one side of `??` always, and makes `??=` overwrite what is there. */
export const nullishCoalescing: Mutator = {
  name: 'NullishCoalescing',
  level: 'statement',
  *mutate(visit) {
    const { node, source } = visit;
    if (types.isLogicalExpression(node, { operator: '??' })) {
      for (const side of [node.left, node.right]) {
        const replacement = inPlaceOf(visit, operandText(side, source));
        yield { ...spanOf(node), replacement, placement: { kind: 'expression' } };
      }
    }
    if (types.isAssignmentExpression(node, { operator: '??=' })) {
      const left = operandText(node.left, source);
      const replacement = `${left} = ${operandText(node.right, source)}`;
      yield { ...spanOf(node), replacement, placement: { kind: 'expression' } };
    }
  },
};
