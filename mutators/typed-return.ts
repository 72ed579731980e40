import { type FunctionNode, type Mutator, types, type Visit } from '../src/instrument/syntax.ts';
import { functionVisit, isConstructor, isSetter } from './support/functions.ts';
import { onlyOutcome, possibleOutcomes, unchangedArgument } from './support/outcome.ts';
import { isTrivial, type Region, regionOf, replaced } from './support/region.ts';
import { asOperand } from './support/text.ts';

const mostPerFunction = 3;

/** Returns a constant that fits the function's type, or its first argument, and does nothing else. */
export const typedReturn: Mutator = {
  name: 'TypedReturn',
  level: 'function',
  body: 'constant',
  *mutate(visit, context = {}) {
    const fn = functionVisit(visit);
    const region = fn && regionOf(fn);
    if (!fn || !region || isConstructor(fn.node) || isSetter(fn.node) || isTrivial(region)) return;
    const values = new Set([unchangedArgument(fn, context) ?? [], possibleOutcomes(fn, context)].flat());
    const others = [...values].filter((value) => !isReturnedAnyway(value, fn, region));
    const isGenerator = fn.node.generator === true;
    for (const value of others.slice(0, isGenerator ? 1 : mostPerFunction)) {
      yield replaced(region, isGenerator ? `yield ${value}; return;` : `return ${value};`, asOperand(value));
    }
  },
};

/** `return this;` and the like differ from the original if something else is done before. */
function isReturnedAnyway(value: string, fn: Visit<FunctionNode>, region: Region): boolean {
  if (onlyOutcome(fn) !== value) return false;
  const isConstant = value !== 'this' && !types.isIdentifier(fn.node.params[0], { name: value });
  return isConstant || region.kind === 'expression' || region.statements.length === 1;
}
