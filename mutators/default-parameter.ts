import { isFunction, type Mutator, types, type Visit } from '../src/instrument/syntax.ts';
import { isUndefined } from './support/functions.ts';
import { spanOf } from './support/text.ts';

/** Drops the default of a parameter, or of a part of one that is taken apart. */
export const defaultParameter: Mutator = {
  name: 'DefaultParameter',
  level: 'statement',
  *mutate(visit) {
    if (!types.isAssignmentPattern(visit.node) || isUndefined(visit.node.right) || !isInParameters(visit))
      return;
    yield { ...spanOf(visit.node.right), replacement: 'undefined', placement: { kind: 'expression' } };
  },
};

function isInParameters({ parent, key }: Visit): boolean {
  if (!parent) return false;
  if (isFunction(parent.node)) return key === 'params';
  const isPattern = types.isPattern(parent.node) || types.isRestElement(parent.node);
  const isPart = isPattern || types.isObjectProperty(parent.node) || types.isTSParameterProperty(parent.node);
  return isPart && key !== 'right' && isInParameters(parent);
}
