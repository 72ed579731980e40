import { expect, test } from 'vitest';
import { isAboutTypes } from '../../../src/theater/about-types.ts';

test.each([
  ['types > takes a name', 'a.test.ts'],
  ['cart > type inference > takes a name', 'a.test.ts'],
  ['takes a name', 'cart.types.test.ts'],
  ['takes a name', 'test/types.test.tsx'],
  ['takes a name', 'cart.test-d.ts'],
])('%s of %s is about types', (key, file) => {
  expect(isAboutTypes(key, file)).toBe(true);
});

test.each([
  ['types a name', 'a.test.ts'],
  ['content types of files > jpg', 'a.test.ts'],
  ['takes a name', 'prototypes.test.ts'],
])('%s of %s is not', (key, file) => {
  expect(isAboutTypes(key, file)).toBe(false);
});
