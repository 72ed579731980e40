import { expect, test } from 'vitest';
import { isOver, labels, limit } from '../src/limits';

test('allows ten minutes', () => {
  expect(limit).toBe(600);
});

test('names the units', () => {
  expect(labels).toEqual(['per s', 'per m']);
});

test('is over after an hour', () => {
  expect(isOver(3600)).toBe(true);
});
