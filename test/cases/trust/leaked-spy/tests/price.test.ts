import { expect, test, vi } from 'vitest';
import { gross, rates, rounded } from '../src/price';

test('adds the VAT', () => {
  expect(gross(100)).toBe(120);
});

test('asks for the rate', () => {
  const vat = vi.spyOn(rates, 'vat').mockReturnValue(10);
  expect(gross(100)).toBe(110);
  expect(vat).toHaveBeenCalledTimes(1);
});

test('rounds', () => {
  expect(rounded(100.2)).toBe(110);
});
