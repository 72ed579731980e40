import { describe, expect, test } from 'vitest';
import type { Mutant } from '../../../src/model/mutant.ts';
import { applyEdits, type Edit, editsOf, groupsOf, offsetBefore } from '../../../src/typecheck/groups.ts';
import { suspectsIn } from '../../../src/typecheck/suspects.ts';

const text = 'const outer = () => [one, () => two, three];';

describe('groupsOf', () => {
  test('takes one of each function and one outside functions at a time', () => {
    expect(
      grouped(edit('one', 'outer'), edit('three', 'outer'), edit('two', 'inner'), edit('const')),
    ).toEqual([['one', 'two', 'const'], ['three']]);
  });

  test('never makes edits at once that overlap or touch', () => {
    expect(grouped(edit('() => two', 'outer'), edit('two', 'inner'))).toEqual([['() => two'], ['two']]);
    expect(grouped(edit('[', 'outer'), edit('one', 'inner'))).toEqual([['['], ['one']]);
  });

  test('needs as many groups as the function with most has mutants', () => {
    const many = ['one', 'two', 'three'].flatMap((name) => [edit(name, name), edit(name, name, 'x')]);
    expect(groupsOf(many)).toHaveLength(2);
  });
});

test('a group is applied as a whole, and places in its text lead back into the original', () => {
  const group = [edit('three', 'outer', '3'), edit('one', 'inner', 'number_1')];
  const after = applyEdits(text, group);
  expect(after).toBe('const outer = () => [number_1, () => two, 3];');
  const back = (part: string) => offsetBefore(group, after.indexOf(part));
  expect([back('outer'), back('two'), back('];')]).toEqual(
    ['outer', 'two', '];'].map((part) => text.indexOf(part)),
  );
  expect(offsetBefore(group, after.indexOf('_1'))).toBe(text.indexOf('one'));
});

describe('suspectsIn', () => {
  const functions = [unit('outer', text.slice(14, -1)), unit('inner', '() => two')];
  const group = [edit('one', 'outer'), edit('two', 'inner'), edit('const')];
  const suspects = (start: number | undefined) =>
    suspectsIn({ text, functions }, group, [{ text: 'TS1: no', start }]).map(({ mutant }) => mutant.original);

  test('are those whose function has a problem, and what is outside functions', () => {
    expect(suspects(text.indexOf('three'))).toEqual(['one', 'const']);
    expect(suspects(text.indexOf('two'))).toEqual(['one', 'two', 'const']);
    expect(suspects(text.indexOf('outer'))).toEqual(['const']);
  });

  test('are all where a problem has no place', () => {
    expect(suspects(undefined)).toEqual(['one', 'two', 'const']);
  });
});

function grouped(...edits: Edit[]): string[][] {
  return groupsOf(edits).map((group) => group.map(({ mutant }) => mutant.original));
}

function edit(original: string, owner?: string, replacement = original): Edit {
  const mutant: Mutant = {
    id: original,
    file: 'a.ts',
    ...(owner !== undefined && { function: owner }),
    mutator: 'Any',
    level: 'statement',
    location: locationOf(original),
    original,
    replacement,
  };
  return editsOf(text, [mutant])[0]!;
}

function unit(id: string, code: string) {
  return { id, file: 'a.ts', name: id, location: locationOf(code) };
}

function locationOf(code: string) {
  const start = text.indexOf(code);
  return { start: { line: 1, column: start + 1 }, end: { line: 1, column: start + code.length + 1 } };
}
