import { expect, test } from 'vitest';
import { addTax, bulkDiscount, shipping } from '../src/pricing.ts';

test('shipping is free from fifty on', () => {
  expect(shipping(5000)).toBe(0);
  expect(shipping(4999)).toBe(490);
});

// Stays far away from the thresholds.
test('gives a bulk discount', () => {
  expect(bulkDiscount(10_000, 100)).toBeGreaterThan(0);
  expect(bulkDiscount(10_000, 20)).toBeGreaterThan(0);
  expect(bulkDiscount(10_000, 1)).toBe(0);
});

test('adds tax', () => {
  const gross = addTax(1000, 20);
  expect(gross).not.toBeNull();
});
