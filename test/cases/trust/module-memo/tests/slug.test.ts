import { expect, test } from 'vitest';
import { slug } from '../src/slug';

test('joins words', () => {
  expect(slug(' hello world')).toBe('hello-world');
});

test('is the same again', () => {
  expect(slug(' hello world')).toBe('hello-world');
});
