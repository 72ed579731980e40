const freeShippingFrom = 5000;
const shippingFee = 490;

/** Shipping in cents for a net amount in cents: free from 50.00 on. */
export function shipping(net: number): number {
  return net >= freeShippingFrom ? 0 : shippingFee;
}

/** Ten percent off for ten pieces or more, twenty for fifty or more. */
export function bulkDiscount(net: number, pieces: number): number {
  if (pieces >= 50) return Math.round(net * 0.2);
  if (pieces >= 10) return Math.round(net * 0.1);
  return 0;
}

export function addTax(net: number, percent: number): number {
  return Math.round(net * (1 + percent / 100));
}
