import type { Mutator } from '../src/instrument/syntax.ts';
import { functionVisit } from './support/functions.ts';
import { emptied, isTrivial, regionOf } from './support/region.ts';

/** Deletes what a function does. A derived constructor keeps its call of `super`. */
export const emptyBody: Mutator = {
  name: 'EmptyBody',
  level: 'function',
  body: 'deleted',
  *mutate(visit) {
    const fn = functionVisit(visit);
    const region = fn && regionOf(fn);
    if (region && !isTrivial(region)) yield emptied(region);
  },
};
