import { jest } from '@jest/globals';
import { rate } from '../src/rate.js';

test('three times', () => {
  expect(rate(2)).toBe(6);
});

test('a module of its own', async () => {
  jest.unstable_mockModule('../src/base.js', () => ({ describe: () => 'mocked' }));
  const { describe } = await import('../src/base.js');
  expect(typeof describe).toBe('function');
});
