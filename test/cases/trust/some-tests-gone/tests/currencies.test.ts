import { describe, expect, test } from 'vitest';
import { currencies, sign } from '../src/currencies';

describe.each(currencies())('currency %$', (currency) => {
  test('has a sign', () => {
    expect(sign(currency)).toMatch(/[€$]/);
  });
});

test('has a dollar sign', () => {
  expect(sign('USD')).toBe('$');
});
