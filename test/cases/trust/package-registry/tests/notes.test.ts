import { isPinned } from 'board';
import { expect, test } from 'vitest';
import { announce, warn } from '../src/notes';

test('announces', () => {
  announce('Ann');
  expect(isPinned('Ann is here')).toBe(true);
});

test('warns', () => {
  warn('Bob');
  expect(isPinned('Bob')).toBe(false);
});
