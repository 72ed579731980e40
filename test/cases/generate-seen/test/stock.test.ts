import { expect, test } from 'vitest';
import { first, parseOrder, Stock } from '../src/stock.ts';

test('takes an order', () => {
  expect(parseOrder('O-123;apple*2; pear*5')).toBeDefined();
  const stock = new Stock({ low: (sku) => sku.length, at: { land: { town: { street: { house: { floor: 1 } } } } } });
  stock.put('apple', 3);
  expect(stock.take({ id: 'O-1', lines: [{ sku: 'apple', count: 2 }] })).toBeDefined();
});

test('asks once', () => {
  let asked = 0;
  const list = {
    get head() {
      asked++;
      return 'a';
    },
  };
  expect(first(list)).toBeDefined();
  expect(asked).toBe(1);
});
