import { expect, test } from 'vitest';
import { isColor } from '../src/colors';

test('knows blue', () => {
  expect(isColor('blue')).toBe(true);
});
