import { expect, test } from 'vitest';
import { early, lastOf } from '../src/text';

test('shouts', () => {
  expect('oh'.shout()).toBe('OH!');
});

test('finds the last', () => {
  expect(lastOf(['a', 'b'])).toBe('b');
});

test('rounds up', () => {
  expect(early(1.5)).toBe(2);
});
