import { text, types, type Visit } from '../../instrument/syntax.ts';
import { type AridRule, calledName, callOfStatement, statementsOf, textOf, withinFunction } from './rule.ts';

/** What cannot be otherwise unless the code is wrong already. What users may do wrong is no invariant. */
export const invariants: AridRule = {
  reason: 'an assertion of an invariant',
  applies: ({ visit }) => {
    const inside = [...withinFunction(visit)];
    return inside.some(
      (around) => isInAssertion(around, visit, inside) || isImpossible(around, visit, inside),
    );
  },
};

const assertions =
  /^(invariant|tinyInvariant|assert|assert\.\w+|console\.assert|assert(Never|Unreachable|Exhaustive|Invariant)\w*|unreachable|exhaustive\w*|(\w+\.)?assertNever)$/;

/** What is said to whoever uses a function wrongly. */
const aboutUsers = /\b(must|require[sd]?|invalid|expected|not allowed|not supported|already|cannot use)\b/i;

/** Where an assertion speaks to users, only its text is left out: what it asks is what the function promises. */
function isInAssertion({ node, source }: Visit, visit: Visit, inside: readonly Visit[]): boolean {
  const call = callOfStatement(node) ?? node;
  if (!assertions.test(calledName(call)) || !types.isCallExpression(call)) return false;
  const [, message] = call.arguments;
  if (message === undefined || !aboutUsers.test(textOf(message, source))) return true;
  return visit.node !== call && inside.some((around) => around.node === message);
}

const impossible =
  /unreachable|should (not|never) (happen|be reached|reach|get here|occur)|shouldn't happen|impossible|never happens?\b|invariant|internal error|exhaustive/i;

/** A `throw` that says so itself, and the condition that it hangs on. */
function isImpossible(around: Visit, visit: Visit, inside: readonly Visit[]): boolean {
  const { node } = around;
  if (types.isThrowStatement(node)) return impossible.test(text(around));
  if (!types.isIfStatement(node) || node.alternate) return false;
  const isInTest = inside.some((each) => each.node === node.test);
  const statements = statementsOf(node.consequent);
  const [only] = statements;
  if (!(isInTest || visit.node === node.consequent) || statements.length !== 1 || !only) return false;
  if (types.isThrowStatement(only)) return impossible.test(textOf(only, around.source));
  const call = callOfStatement(only);
  return (
    call !== undefined && assertions.test(calledName(call)) && !aboutUsers.test(textOf(call, around.source))
  );
}

/** What decides whether the program runs for its developers. */
export const development: AridRule = {
  reason: 'a check for development',
  applies: ({ visit }) => [...withinFunction(visit)].some(isModeCheck),
};

function isModeCheck(visit: Visit): boolean {
  const { node } = visit;
  const isSmall =
    types.isBinaryExpression(node) ||
    types.isMemberExpression(node) ||
    types.isOptionalMemberExpression(node) ||
    types.isIdentifier(node);
  return isSmall && /\bNODE_ENV\b|^__DEV__$|\bimport\.meta\.env\??\.(DEV|PROD|MODE)\b/.test(text(visit));
}
