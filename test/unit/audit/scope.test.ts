import { expect, test } from 'vitest';
import { inScope } from '../../../src/audit/scope.ts';
import type { InstrumentedFile } from '../../../src/model/instrumented.ts';

// Lines 1-5 are `total`, 7-9 are `Cart.add`; line 11 is outside of any function.
const file = {
  file: 'src/a.ts',
  functions: [
    unit('f1', 'total', 1, 5),
    unit('f2', 'Cart.add', 7, 9),
    unit('f3', 'Cart.add > map callback', 8, 8),
  ],
  mutants: [mutant('m1', 'f1', 2), mutant('m2', 'f2', 7), mutant('m3', 'f3', 8), mutant('m4', undefined, 11)],
} as unknown as InstrumentedFile;

const none = { functionName: undefined, places: {} };

test.each<[string, Parameters<typeof inScope>[1], string[]]>([
  ['everything without limits', none, ['m1', 'm2', 'm3', 'm4']],
  ['a function by its full name, with what is inside', { ...none, functionName: 'Cart.add' }, ['m2', 'm3']],
  ['a method by its own name', { ...none, functionName: 'add' }, ['m2', 'm3']],
  ['no function whose name only ends alike', { ...none, functionName: 'dd' }, []],
  ['what lies within a place', { ...none, places: { 'src/a.ts': [lines(7, 8)] } }, ['m2', 'm3']],
])('%s', (_, limits, expected) => {
  expect(inScope(file, limits).mutants.map(({ id }) => id)).toEqual(expected);
});

function lines(from: number, to: number) {
  return { start: { line: from, column: 1 }, end: { line: to, column: 99 } };
}

function unit(id: string, name: string, from: number, to: number) {
  return { id, file: 'src/a.ts', name, location: lines(from, to) };
}

function mutant(id: string, fn: string | undefined, line: number) {
  const location = { start: { line, column: 3 }, end: { line, column: 9 } };
  return { id, location, ...(fn !== undefined && { function: fn }) };
}
