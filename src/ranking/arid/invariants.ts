import { text, types, type Visit } from '../../instrument/syntax.ts';
import { type AridRule, calledName, callOfStatement, statementsOf, withinFunction } from './place.ts';

/** What cannot be otherwise unless the code is wrong already. What users may do wrong is no invariant. */
export const invariants: AridRule = {
  reason: 'an assertion of an invariant',
  applies: ({ visit }) =>
    [...withinFunction(visit)].some((around) => isAssertion(around.node) || isImpossible(around, visit)),
};

const assertions =
  /^(invariant|tinyInvariant|assert|assert\.\w+|console\.assert|assert(Never|Unreachable|Exhaustive|Invariant)\w*|unreachable|exhaustive\w*|(\w+\.)?assertNever)$/;

function isAssertion(node: Visit['node']): boolean {
  return assertions.test(calledName(node));
}

const impossible =
  /unreachable|should (not|never) (happen|be reached|reach|get here|occur)|shouldn't happen|impossible|never happens?\b|invariant|internal error|exhaustive/i;

/** A `throw` that says so itself, and the condition that it hangs on. */
function isImpossible(around: Visit, visit: Visit): boolean {
  const { node } = around;
  if (types.isThrowStatement(node)) return impossible.test(text(around));
  if (!types.isIfStatement(node) || node.alternate) return false;
  const isInTest = [...withinFunction(visit)].some(({ node: each }) => each === node.test);
  const isWhole = visit.node === node.consequent;
  const statements = statementsOf(node.consequent);
  if (!(isInTest || isWhole) || statements.length !== 1) return false;
  const [only] = statements;
  if (!only) return false;
  const thrown = around.source.slice(only.start!, only.end!);
  if (types.isThrowStatement(only)) return impossible.test(thrown);
  const call = callOfStatement(only);
  return call !== undefined && isAssertion(call);
}

/** What decides whether the program runs for its developers. */
export const development: AridRule = {
  reason: 'a check for development',
  applies: ({ visit }) =>
    [...withinFunction(visit)].some(
      (around) =>
        (types.isBinaryExpression(around.node) || types.isMemberExpression(around.node) || types.isIdentifier(around.node)) &&
        /\bNODE_ENV\b|^__DEV__$|\bimport\.meta\.env\.(DEV|PROD)\b/.test(text(around)),
    ),
};
