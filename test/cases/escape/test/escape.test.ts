import { expect, test } from 'vitest';
import { tells } from '../src/escape.ts';

test('is there', () => {
  expect(tells).toBeDefined();
});
