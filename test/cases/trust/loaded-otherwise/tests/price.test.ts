import { expect, test } from 'vitest';
import { price } from '../src/price';
import { tax } from '../src/tax';

test('prices', () => {
  expect(price(2)).toBe(20);
});

test('taxes', () => {
  expect(tax(2)).toBe(4);
  expect(tax(3)).toBe(6);
});
