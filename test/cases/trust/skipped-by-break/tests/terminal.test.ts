import { expect, test } from 'vitest';
import { hasColors, isWide, paint } from '../src/terminal';

test('paints where there are colors', (context) => {
  if (!hasColors(4)) context.skip();
  expect(paint('red', 4)).toBe('<red>');
});

test('has no colors at first', () => {
  expect(hasColors(1)).toBe(false);
});

test('is narrow', (context) => {
  if (isWide(80)) context.skip();
  expect(isWide(80)).toBe(false);
});
