import { expect, test } from 'vitest';
import { rename } from '../src/notify';

test('renames where nobody listens', () => {
  expect(rename('Ada')).toBe('Ada');
});
