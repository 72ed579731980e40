import { describe, expect, test } from 'vitest';
import { Cart } from '../src/cart.ts';

describe('Cart', () => {
  test('adds up price times quantity', () => {
    const cart = new Cart();
    cart.add('pen', 150, 2);
    cart.add('ink', 900);
    expect(cart.total()).toBe(1200);
  });

  test('puts the same article on one line', () => {
    const cart = new Cart();
    cart.add('pen', 150);
    cart.add('pen', 150, 3);
    expect(cart.lines).toEqual([{ sku: 'pen', price: 150, quantity: 4 }]);
  });

  test('refuses to add nothing', () => {
    expect(() => new Cart().add('pen', 150, 0)).toThrow(new RangeError('cannot add 0 of pen'));
  });
});
