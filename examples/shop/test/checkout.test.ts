import { expect, test, vi } from 'vitest';
import { Cart } from '../src/cart.ts';
import { archive, archiveAll, checkout } from '../src/checkout.ts';

test('makes a receipt', () => {
  const cart = new Cart();
  cart.add('pen', 150, 2);
  expect(checkout(cart, 20)).toMatchObject({ net: 300, shipping: 490 });
});

test('archives a receipt', () => {
  const journal = { write: vi.fn() };
  expect(() => archive(journal, { net: 300, shipping: 490, gross: 948 })).not.toThrow();
});

test('archives many receipts', () => {
  const receipts = [{ net: 300, shipping: 490, gross: 948 }];
  expect(archiveAll({ write() {} }, receipts)).toBe(1);
});
