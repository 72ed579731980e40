import { type Node, types } from '../instrument/syntax.ts';

/** `expectTypeOf(x)`, `assertType<T>(x)` of Vitest, `expectType<T>(x)` and its like of tsd. */
const named = /^((expect|assert|exact)(Not)?Type(Of)?|expect(Not)?Assignable|expectNever)$/;

const assertionName = /^(expect|assert|check|verify)/i;

const ofRunTime = /^(vitest|@vitest\/.*|(node:)?assert(\/strict)?|chai|expect|@jest\/.*)$/;

/** A call that asks for types only, which do not exist when it runs. */
export function isTypeAssertion(
  { callee, arguments: given, typeArguments }: types.CallExpression,
  imports: ReadonlyMap<string, string>,
): boolean {
  if (!types.isIdentifier(callee)) return false;
  if (named.test(callee.name)) return true;
  const from = imports.get(callee.name);
  if (!assertionName.test(callee.name) || from === undefined || ofRunTime.test(from)) return false;
  // `assert<Equals<A, B>>()` of tsafe, `assert<IsExact<A, B>>(true)` of conditional-type-checks
  if (typeArguments) return given.every((each) => types.isBooleanLiteral(each));
  // `assert(result, _ as Expected)` of spec.ts, whose placeholder has no value
  const last = given.at(-1);
  return given.length === 2 && isCast(last) && types.isIdentifier(last.expression);
}

function isCast(node: Node | undefined): node is types.TSAsExpression | types.TSSatisfiesExpression {
  return types.isTSAsExpression(node) || types.isTSSatisfiesExpression(node);
}
