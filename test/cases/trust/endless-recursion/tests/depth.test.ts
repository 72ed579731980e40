import { expect, test } from 'vitest';
import { checked, depth, fall } from '../src/depth';

test('counts levels', () => {
  expect(depth(3)).toBe(3);
});

test('falls too deep', () => {
  expect(() => fall(0)).toThrow(RangeError);
});

test('is not too deep', () => {
  expect(checked(5)).toBe(5);
});
