import { expect, test } from 'vitest';
import { stemOf } from '../../../src/model/named-like.ts';

test.each([
  ['src/cart.ts', 'test/cart.test.ts'],
  ['src/cart.tsx', 'src/__tests__/cart-spec.mjs'],
  ['src/cart/index.ts', 'test/cart.test.ts'],
  ['src/cart/index.ts', 'test/cart/index.test.ts'],
  ['packages/cart/src/index.ts', 'packages/cart/test/index.spec.ts'],
  ['src/index.ts', 'test/index.test.ts'],
  ['src/a.b.ts', './a.b'],
])('%s and %s are named alike', (source, test) => {
  expect(stemOf(test)).toBe(stemOf(source));
});

test.each([
  ['src/cart.ts', 'test/carts.test.ts'],
  ['src/cart/index.ts', 'test/mail/index.test.ts'],
  ['src/cart/index.ts', 'test/index.test.ts'],
])('%s and %s are not', (source, test) => {
  expect(stemOf(test)).not.toBe(stemOf(source));
});
