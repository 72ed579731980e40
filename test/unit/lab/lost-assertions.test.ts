import { expect, test } from 'vitest';
import { lostBetween, shapeOf } from '../../../src/lab/worker/lost-assertions.ts';

test('a failure is lost where a test that passes makes fewer assertions, or looks at something else', () => {
  expect(lostBetween(['number', 'string'], ['number'])).toBe('some');
  expect(lostBetween(['number'], [])).toBe('all');
  expect(lostBetween(['number'], ['undefined'])).toBe('value');
  expect(lostBetween(['object port'], ['error'])).toBe('value');
});

test('it is not where the assertions stay the same, or ask for failures anyway', () => {
  expect(lostBetween(['number'], ['number'])).toBeUndefined();
  expect(lostBetween(['error'], ['string'])).toBeUndefined();
  expect(lostBetween(['number'], ['number', 'error'])).toBeUndefined();
  expect(lostBetween(undefined, ['number'])).toBeUndefined();
});

test('what an assertion looks at has a shape, by what a failure changes', () => {
  const shapes = [new TypeError('x'), null, false, 'a', [], [1], { b: 1, a: 2 }, undefined].map(shapeOf);
  expect(shapes).toEqual([
    'error',
    'null',
    'false',
    'string',
    'empty list',
    'list',
    'object a b',
    'undefined',
  ]);
});
