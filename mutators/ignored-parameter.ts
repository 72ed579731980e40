import {
  type FunctionNode,
  isDerivedConstructor,
  type Mutator,
  type Visit,
} from '../src/instrument/syntax.ts';
import { type Binding, bindingsOf } from './support/bindings.ts';
import { emptyValueOf } from './support/empty-value.ts';
import { functionVisit } from './support/functions.ts';
import { entered, isTrivial, regionOf } from './support/region.ts';
import { isRead, usesArguments } from './support/uses.ts';

/** Puts a parameter's default, or an empty value of its type, in the place of what the caller gave. */
export const ignoredParameter: Mutator = {
  name: 'IgnoredParameter',
  level: 'function',
  *mutate(visit, context = {}) {
    const fn = functionVisit(visit);
    if (!fn || isTrivial(regionOf(fn)) || usesArguments(fn)) return;
    for (const binding of bindingsOf(fn)) {
      if (!binding.isProperty && !isRead(binding.name, fn)) continue;
      const value = emptyValueOf(binding, fn, context);
      const assignment = `${targetOf(binding, fn)} = ${value}`;
      yield entered(fn, `${assignment};`, (body) => `(${assignment}, ${body})`);
    }
  },
};

/**
 * A parameter property is set before the constructor's first statement, or in a derived class by `super(…)`,
 * which comes later.
 */
function targetOf({ name, isProperty }: Binding, fn: Visit<FunctionNode>): string {
  return isProperty && !isDerivedConstructor(fn) ? `this.${name} = ${name}` : name;
}
