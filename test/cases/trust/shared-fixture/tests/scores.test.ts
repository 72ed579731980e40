import { expect, test } from 'vitest';
import { first, sorted } from '../src/scores';

const scores = [3, 1, 2];

test('sorts', () => {
  expect(sorted(scores)).toEqual([1, 2, 3]);
});

test('takes the first', () => {
  expect(first(scores)).toBe(3);
});

test('leaves the scores alone', () => {
  expect(scores).toEqual([3, 1, 2]);
});
