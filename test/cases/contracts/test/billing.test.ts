import { expect, it } from 'vitest';
import { shipping, split, tax } from '../src/billing';

it('ships', () => {
  expect(shipping({ net: 9000, country: 'DE' })).toBe(0);
});

it('splits', () => {
  expect(split(300, 3)).toHaveLength(3);
});

it('taxes', () => {
  expect(tax({ net: 0, country: 'DE' })).toBe(0);
});
