import { expect, test } from 'vitest';
import { mode } from '../src/mode';

test('is loose', () => {
  expect(mode()).toBe('loose');
});
