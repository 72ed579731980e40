import { describe, expect, test } from 'vitest';
import { add, isBig, times } from '../src/sums';

describe('a > b', () => {
  test('c', () => {
    expect(add(2, 2)).toBe(4);
  });
});

describe('a', () => {
  test('b > c', () => {
    expect(times(2, 2)).toBe(4);
  });
});

test('adds (1 + 1) [a-z]* \\d+ $^|', () => {
  expect(add(1, 1)).toBe(2);
});

test('adds', () => {
  expect(isBig(3)).toBe(false);
});

test('twice', () => {
  expect(times(3, 3)).toBe(9);
});

test('twice', () => {
  expect(times(1, 1)).toBe(1);
});
