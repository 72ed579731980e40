import { expect, test } from 'vitest';
import { turn } from '../src/door';

test('opens and closes', () => {
  expect(turn()).toBe('open');
  expect(turn()).toBe('closed');
});
