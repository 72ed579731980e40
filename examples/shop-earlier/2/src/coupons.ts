export interface Coupon {
  code: string;
  percent: number;
  /** Milliseconds since 1970. */
  validUntil: number;
}

export function normalizeCode(input: string): string {
  return input.trim().toUpperCase().replaceAll(' ', '');
}

export function isValid(coupon: Coupon, now: number): boolean {
  return coupon.percent > 0 && coupon.percent <= 100 && now < coupon.validUntil;
}

/** What is left to pay, in cents. */
export function redeem(total: number, coupon: Coupon, now: number): number {
  if (!isValid(coupon, now)) throw new Error(`coupon ${coupon.code} has expired`);
  return total - Math.round((total * coupon.percent) / 100);
}
