import { describe, expect, test } from 'vitest';
import { type Coupon, isValid, normalizeCode, redeem } from '../src/coupons.ts';

const coupon: Coupon = { code: 'SPRING', percent: 25, validUntil: 1000 };

describe('coupons', () => {
  test('can be redeemed', () => {
    expect(redeem(2000, coupon, 1)).toBe(1500);
  });

  test('cannot be redeemed when expired', () => {
    expect(() => redeem(2000, coupon, 5000)).toThrow('coupon SPRING has expired');
  });

  test('is valid', () => {
    expect(isValid(coupon, 1)).toBe(true);
  });

  test('normalizes codes', () => {
    const code = normalizeCode(' spring ');
    expect(code).toBeDefined();
    expect(typeof code).toBe('string');
  });
});
