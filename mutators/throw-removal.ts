import { type Mutator, types } from '../src/instrument/syntax.ts';
import { isWholeBody } from './support/region.ts';
import { spanOf } from './support/text.ts';

/** Goes on where the code would throw. */
export const throwRemoval: Mutator = {
  name: 'ThrowRemoval',
  level: 'statement',
  *mutate(visit) {
    if (!types.isThrowStatement(visit.node) || isWholeBody(visit)) return;
    yield { ...spanOf(visit.node), replacement: ';', placement: { kind: 'statement', code: '' } };
  },
};
