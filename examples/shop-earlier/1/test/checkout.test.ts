import { expect, test } from 'vitest';
import { Cart } from '../src/cart.ts';
import { checkout } from '../src/checkout.ts';

test('makes a receipt', () => {
  const cart = new Cart();
  cart.add('pen', 150, 2);
  expect(checkout(cart, 20)).toMatchObject({ net: 300, shipping: 490 });
});
