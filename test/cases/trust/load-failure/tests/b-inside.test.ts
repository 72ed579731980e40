import { expect, test } from 'vitest';
import { codeOf } from '../src/colors';

test('knows blue', () => {
  expect(codeOf('blue')).toBe(2);
});

test('knows no other', () => {
  expect(() => codeOf('grue')).toThrow();
});
