import { expect, test } from 'vitest';
import { batchesOf } from '../../../src/generate/accept/batches.ts';
import type { Candidate } from '../../../src/generate/write/write.ts';
import type { Mutant } from '../../../src/model/mutant.ts';

/** Breaks by their names: a letter for the function, then the line; `~` at the end for one without end. */
function mutantOf(id: string): Mutant {
  const line = Number(/\d+/.exec(id)?.[0]);
  const location = { start: { line, column: 1 }, end: { line, column: 9 } };
  return { id, file: 'src/a.ts', location } as Mutant;
}

/** Tests by what they notice, and what else they reach. */
function batches(
  tests: Record<string, { notices: string[]; reaches?: string[] }>,
  tried: Record<string, string[]> = {},
) {
  const candidates = Object.keys(tests).map((name) => ({ name }) as Candidate);
  const of = <T>(value: (name: string) => T) =>
    new Map(candidates.map((candidate): [Candidate, T] => [candidate, value(candidate.name)]));
  const found = batchesOf(candidates, {
    notices: of((name) => tests[name]!.notices),
    reaches: of((name) => new Set([...tests[name]!.notices, ...(tests[name]!.reaches ?? [])])),
    endless: new Set(['c9~']),
    tried: of((name) => new Set(tried[name] ?? [])),
    mutantOf,
  });
  return found.map(({ breaks, tests: own }) => ({
    breaks: breaks.map(({ id }) => id),
    tests: Object.fromEntries([...own].map(([{ name }, id]) => [name, id])),
  }));
}

test('breaks of functions that have nothing to do with each other are made together', () => {
  expect(batches({ a: { notices: ['a1', 'a2'] }, b: { notices: ['b3'] }, c: { notices: ['c4'] } })).toEqual([
    { breaks: ['a1', 'b3', 'c4'], tests: { a: 'a1', b: 'b3', c: 'c4' } },
  ]);
});

test('a break that several tests notice is made once', () => {
  expect(batches({ a: { notices: ['a1'] }, b: { notices: ['a2', 'a1'] } })).toEqual([
    { breaks: ['a1'], tests: { a: 'a1', b: 'a1' } },
  ]);
});

test('a test that reaches a break which it is not known to notice is asked apart from it', () => {
  expect(batches({ a: { notices: ['a1'], reaches: ['b2'] }, b: { notices: ['b2'] } })).toEqual([
    { breaks: ['a1'], tests: { a: 'a1' } },
    { breaks: ['b2'], tests: { b: 'b2' } },
  ]);
});

test('two breaks of one place are made apart', () => {
  expect(batches({ a: { notices: ['a1'] }, b: { notices: ['b1'] } })).toHaveLength(2);
});

test('what does not come to an end is asked last, and alone', () => {
  expect(batches({ a: { notices: ['a1'] }, c: { notices: ['c9~'] }, d: { notices: ['c9~', 'd3'] } })).toEqual(
    [
      { breaks: ['a1', 'd3'], tests: { a: 'a1', d: 'd3' } },
      { breaks: ['c9~'], tests: { c: 'c9~' } },
    ],
  );
});

test('a break that was made for a test is not made for it again', () => {
  expect(batches({ a: { notices: ['a1', 'a2'] }, b: { notices: ['b3'] } }, { a: ['a1'], b: ['b3'] })).toEqual(
    [{ breaks: ['a2'], tests: { a: 'a2' } }],
  );
});
