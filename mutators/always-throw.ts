import { type Mutator, types } from '../src/instrument/syntax.ts';
import { functionVisit } from './support/functions.ts';
import { entered, isTrivial, regionOf, replaced } from './support/region.ts';

const statement = "throw new Error('realcov');";

/** Throws as soon as the function is called, or as its promise is awaited or its iterator first used. */
export const alwaysThrow: Mutator = {
  name: 'AlwaysThrow',
  level: 'probe',
  *mutate(visit) {
    const fn = functionVisit(visit);
    const region = fn && regionOf(fn);
    if (!fn || !region || isTrivial(region)) return;
    if (types.isBlockStatement(fn.node.body)) yield entered(fn, statement, String);
    else yield replaced(region, '', `(() => { ${statement} })()`, `{ ${statement} }`);
  },
};
