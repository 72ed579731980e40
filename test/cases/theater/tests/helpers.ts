import { expect } from 'vitest';
import type { Price } from '../src/money.ts';

export function checkPrice(price: Price, cents: number): void {
  expect(price.cents).toBe(cents);
  expect(price.currency).toBe('EUR');
}

export function looksFine(price: Price): void {
  expect(price).not.toBeInstanceOf(Date);
}

/** A stub that anything may be asked of. */
export function anything(): unknown {
  return new Proxy(() => {}, { get: () => anything, apply: () => anything() });
}
