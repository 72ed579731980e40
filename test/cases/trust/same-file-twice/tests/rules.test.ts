import { expect, test } from 'vitest';
import { isLong, score } from '../src/rules';

test('scores by the rules', () => {
  expect(score('abcd')).toBe(process.env.RULES === 'strict' ? 8 : 7);
});

test('is short', () => {
  expect(isLong('abcd')).toBe(false);
});
