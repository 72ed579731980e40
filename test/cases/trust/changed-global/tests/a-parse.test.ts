import { expect, test } from 'vitest';
import { mode, parse } from '../src/mode';

test('parses', () => {
  expect(parse('[1]')).toEqual([1]);
});

test('is loose again', () => {
  expect(mode()).toBe('loose');
});
