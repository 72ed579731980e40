import { expect, test } from 'vitest';
import { isFull, join, next } from '../src/queue';

test('Ada joins', () => {
  expect(join('Ada')).toBe(1);
});

test('Bob joins', () => {
  expect(join('Bob')).toBe(2);
  expect(isFull()).toBe(false);
});

test('Ada is next', () => {
  expect(next()).toBe('Ada');
});

test('Bob is next', () => {
  expect(next()).toBe('Bob');
});
