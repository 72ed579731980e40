import { expect, test } from 'vitest';
import { codeOf } from '../src/colors';

const red = codeOf('red');

test('has a code', () => {
  expect(red).toBeGreaterThan(0);
});
