import { expect, test } from 'vitest';
import { abandon } from '../src/jobs';

test('is abandoned', () => {
  expect(abandon('it')).toBe('it');
});
