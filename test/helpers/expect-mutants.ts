import { expect } from 'vitest';
import { type MutateContext, type Mutator, parse, visit } from '../../src/instrument/syntax.ts';
import type { Mutation, Placement } from '../../src/model/mutation.ts';
import type { Span } from '../../src/model/source.ts';

/**
 * The mutator makes exactly these texts of the source, in source order; none listed means that it must not
 * mutate. Every mutant has to parse, both as people see it and with its code placed beside the original.
 */
export function expectMutants(mutator: Mutator, before: string, ...after: string[]): void {
  expectMutantsIn('source.ts', mutator, before, ...after);
}

/** The same for a file of another name, and so of another language. */
export function expectMutantsIn(
  fileName: string,
  mutator: Mutator,
  before: string,
  ...after: string[]
): void {
  const mutations = mutationsOf(mutator, before, fileName);
  expect(mutations.map((mutation) => mutated(before, mutation))).toEqual(after);
  for (const mutation of mutations) {
    expectToParse(mutated(before, mutation), fileName);
    expectToParse(placed(before, mutation), fileName);
  }
}

/** What a mutator makes of a source, in source order. */
export function mutationsOf(
  mutator: Mutator,
  source: string,
  fileName = 'source.ts',
  context: MutateContext = {},
): Mutation[] {
  const visits = [...visit(parse(source, fileName), source)];
  const mutations = visits.flatMap((one) => [...mutator.mutate(one, context)]);
  return mutations.sort((a, b) => a.start - b.start);
}

/** The source with the mutant in it, as people see it. */
export function mutated(source: string, { start, end, replacement }: Mutation): string {
  return source.slice(0, start) + replacement + source.slice(end);
}

/** The source with the mutant beside the original, switched on by `active`. */
export function placed(source: string, mutation: Mutation, active = 'false'): string {
  const { placement } = mutation;
  return edits(placement, mutation, source, active)
    .sort((a, b) => b.start - a.start)
    .reduce((text, edit) => mutated(text, { ...mutation, ...edit }), source);
}

type Edit = Span & { replacement: string };

function edits(placement: Placement, mutation: Mutation, source: string, active: string): Edit[] {
  if (placement.kind === 'entry') {
    const { at, code, alsoInsert = [] } = placement;
    const others = alsoInsert.map((insert) => ({
      start: insert.at,
      end: insert.at,
      replacement: insert.text,
    }));
    return [{ start: at, end: at, replacement: `if (${active}) { ${code} } ` }, ...others];
  }
  const { at = mutation, code = mutation.replacement } = placement;
  const { start, end } = at;
  const original = source.slice(start, end);
  const isExpression = placement.kind === 'expression';
  const replacement = isExpression
    ? `(${active} ? (${code}) : (${original}))`
    : `if (${active}) { ${code} } else { ${original} }`;
  return [{ start, end, replacement }];
}

function expectToParse(text: string, fileName: string): void {
  expect(() => parse(text, fileName), text).not.toThrow();
}
