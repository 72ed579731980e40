import { expect, test } from 'vitest';
import { formatCents } from '../src/format.ts';

test.each([
  [0, '0.00'],
  [5, '0.05'],
  [1250, '12.50'],
  [-99, '-0.99'],
])('formats %i cents', (cents, text) => {
  expect(formatCents(cents)).toBe(text);
});
