import { enclosingFunction, type Mutator, types } from '../src/instrument/syntax.ts';
import { isConstructor, isUndefined, returnedValues } from './support/functions.ts';
import { spanOf } from './support/text.ts';

/** Leaves a function that has several ways out without what it should give back. */
export const returnValue: Mutator = {
  name: 'ReturnValue',
  level: 'statement',
  *mutate(visit) {
    const { node } = visit;
    if (!types.isReturnStatement(node) || !node.argument || isUndefined(node.argument)) return;
    const fn = enclosingFunction(visit);
    if (!fn || isConstructor(fn.node) || returnedValues(fn).length < 2) return;
    const placement = { kind: 'expression', at: spanOf(node.argument), code: 'undefined' } as const;
    yield { ...spanOf(node), replacement: 'return;', placement };
  },
};
