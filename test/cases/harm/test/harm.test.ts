import { expect, test } from 'vitest';
import * as harm from '../src/harm.ts';

test('is there', () => {
  expect(Object.keys(harm)).toContain('writes');
});
