export interface Order {
  /** In cents. */
  net: number;
  country: string;
}

/**
 * Shipping for an order, in whole cents. An order with a net amount of 5000 cents or more is shipped free of charge.
 * Every other order costs 490 cents to ship. An empty order, with a net amount of 0, costs 490 cents too.
 * @throws {RangeError} if the net amount is negative
 */
export function shipping(order: Order): number {
  // secret-of-the-body: the limit is off by one.
  if (order.net < 0) throw new RangeError('the net amount is negative');
  return order.net > 5000 ? 0 : 490;
}

/** Splits a bill; see billing.contract.md. */
export function split(cents: number, people: number): number[] {
  const share = Math.round(cents / people);
  return Array.from({ length: people }, () => share);
}

/**
 * Reads a percentage such as `12 %` from a form. Spaces around the number are of no matter. The result is a number from 0
 * to 100. An empty text gives 0. Never fails for a whole number between 0 and 100.
 * @throws {RangeError} for a number above 100
 */
export function percentage(text: string): number {
  return Number(text.replace('%', '').trim());
}

/**
 * The tax on a net amount, in whole cents. Orders within Germany pay 19 percent. All other orders pay no tax.
 * The tax is rounded down to whole cents. An order with a net amount of 0 pays 0. It never throws.
 */
export function tax(order: Order): number {
  return order.country === 'DE' ? Math.floor(order.net * 0.19) : 0;
}

/** Says thanks. */
export function thanks(name: string): string {
  return name === '' ? 'Thank you!' : `Thank you, ${name}!`;
}
