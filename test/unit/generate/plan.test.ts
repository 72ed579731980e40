import { expect, test } from 'vitest';
import { withAllArguments } from '../../../src/generate/targets/plan.ts';

const given = { of: { kind: 'string' as const }, optional: false, rest: false };
const parameters = [
  { name: 'a', ...given },
  { name: 'b', ...given },
  { name: 'c', ...given, optional: true },
];

test('what has to be given and was left out in a recorded call is undefined in the test', () => {
  const of = { parameters: parameters.slice(0, 1), methods: [{ name: 'add', parameters }], state: [] };
  const call = {
    args: ["'x'"],
    made: [],
    before: [
      { member: 'add', args: [] },
      { member: 'other', args: ['1'] },
    ],
  };
  expect(withAllArguments(call, { parameters, of })).toEqual({
    args: ["'x'", 'undefined'],
    made: ['undefined'],
    before: [
      { member: 'add', args: ['undefined', 'undefined'] },
      { member: 'other', args: ['1'] },
    ],
  });
});

test('a call with all that it needs, and what takes any number of arguments, stay as they are', () => {
  const rest = [{ name: 'all', ...given, rest: true }];
  expect(withAllArguments({ args: ['1', '2'], before: [] }, { parameters }).args).toEqual(['1', '2']);
  expect(withAllArguments({ args: [], before: [] }, { parameters: rest }).args).toEqual([]);
});
