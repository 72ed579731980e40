import { has } from 'shelf';
import { expect, test } from 'vitest';
import { store, taste } from '../src/pantry';

test('stores', () => {
  store('jam');
  expect(has('a jar of jam')).toBe(true);
});

test('tastes', () => {
  expect(taste('jam')).toContain('jam');
});
