import { type Mutator, types, type Visit } from '../src/instrument/syntax.ts';
import { spanOf } from './support/text.ts';

/** Off by one, and nothing at all. */
export const numberLiteral: Mutator = {
  name: 'NumberLiteral',
  level: 'statement',
  *mutate(visit) {
    if (isKey(visit) || types.isUnaryExpression(visit.parent?.node, { operator: 'void' })) return;
    for (const value of neighbours(visit)) {
      const replacement = isMemberObject(visit) ? `(${value})` : value;
      yield { ...spanOf(visit.node), replacement, placement: { kind: 'expression' } };
    }
  },
};

function neighbours({ node }: Visit): string[] {
  if (types.isNumericLiteral(node)) return others(node.value, [node.value + 1, node.value - 1, 0]);
  if (!types.isBigIntLiteral(node)) return [];
  const value = BigInt(node.value);
  return others(value, [value + 1n, value - 1n, 0n]).map((text) => `${text}n`);
}

/** Without the literal's own value, repetitions, and what only a minus sign could write. */
function others<N extends number | bigint>(value: N, candidates: N[]): string[] {
  const sensible = candidates.filter(
    (candidate) => candidate !== value && candidate >= 0 && Number.isFinite(Number(candidate)),
  );
  return [...new Set(sensible.map(String))];
}

function isKey({ parent, key }: Visit): boolean {
  return key === 'key' && parent !== undefined && !('computed' in parent.node && parent.node.computed);
}

/** `1.toFixed()` is no expression, whatever dots and digits the original had. */
function isMemberObject({ parent, key, node }: Visit): boolean {
  return key === 'object' && types.isMemberExpression(parent?.node) && !node.extra?.parenthesized;
}
