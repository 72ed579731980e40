import { expect, test } from 'vitest';
import { retire } from '../src/notify';

test('listens, and forgets to stop', () => {
  process.on('unhandledRejection', () => {});
  expect(retire).toBeTypeOf('function');
});

test('retires while somebody still listens', () => {
  expect(retire('Ada')).toBe('Ada');
});
