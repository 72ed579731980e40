import { expect, it } from 'vitest';
import { slug } from '../src/words.ts';

it('makes a slug', () => {
  expect(slug('Hello')).toBeDefined();
});
