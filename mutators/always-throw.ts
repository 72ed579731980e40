import { type FunctionNode, type Mutator, types } from '../src/instrument/syntax.ts';
import { functionVisit } from './support/functions.ts';
import { entered, isTrivial, regionOf, replaced } from './support/region.ts';

const statement = "throw new Error('realcov');";

const rejected = "Promise.reject(new Error('realcov'))";
const rejection = `return ${rejected};`;

/**
 * Throws as soon as the function is called, or as its promise is awaited or its iterator first used. One that is said to
 * give a promise, and is not `async`, also gives one that is rejected.
 */
export const alwaysThrow: Mutator = {
  name: 'AlwaysThrow',
  level: 'probe',
  *mutate(visit) {
    const fn = functionVisit(visit);
    const region = fn && regionOf(fn);
    if (!fn || !region || isTrivial(region)) return;
    if (givesPromise(fn.node)) yield replaced(region, rejection, rejected);
    if (types.isBlockStatement(fn.node.body)) yield entered(fn, statement, String);
    else yield replaced(region, '', `(() => { ${statement} })()`, `{ ${statement} }`);
  },
};

function givesPromise({ async, generator, returnType }: FunctionNode): boolean {
  if (async || generator || !types.isTSTypeAnnotation(returnType)) return false;
  const type = returnType.typeAnnotation;
  return (
    types.isTSTypeReference(type) &&
    types.isIdentifier(type.typeName) &&
    /^Promise(Like)?$/.test(type.typeName.name)
  );
}
