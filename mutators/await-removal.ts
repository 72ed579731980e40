import { type Mutator, types, type Visit } from '../src/instrument/syntax.ts';
import { isInsideTry, isUndefined } from './support/functions.ts';
import { inPlaceOf, operandText, spanOf } from './support/text.ts';

/** Goes on without waiting. */
export const awaitRemoval: Mutator = {
  name: 'AwaitRemoval',
  level: 'statement',
  *mutate(visit) {
    if (!types.isAwaitExpression(visit.node) || isAwaitedAnyway(visit)) return;
    const operand = inPlaceOf(visit, signed(operandText(visit.node.argument, visit.source)));
    const replacement = wouldContinueLineBefore(visit, operand) ? `;${operand}` : operand;
    yield { ...spanOf(visit.node), replacement, placement: { kind: 'expression', code: operand } };
  },
};

/** An async function waits for what it returns; only a `try` around the `return` can tell the difference. */
function isAwaitedAnyway(visit: Visit): boolean {
  const { parent, node } = visit;
  if (types.isAwaitExpression(node) && isUndefined(node.argument)) return true;
  if (types.isReturnStatement(parent?.node)) return !isInsideTry(visit);
  return types.isArrowFunctionExpression(parent?.node) && visit.key === 'body';
}

/** So that two signs never meet: `-await -x`. */
function signed(operand: string): string {
  return /^[+-]/.test(operand) ? `(${operand})` : operand;
}

/** Without `await` in front, a parenthesis or bracket may be read as part of a statement that has no semicolon. */
function wouldContinueLineBefore(visit: Visit, operand: string): boolean {
  const isFirst = types.isExpressionStatement(visit.parent?.node) && visit.parent.index !== undefined;
  return (
    isFirst &&
    /^[([`/]/.test(operand) &&
    !/(^|[;{}])\s*$/.test(visit.source.slice(0, spanOf(visit.node).start))
  );
}
