import type { Cart } from './cart.ts';
import { addTax, bulkDiscount, shipping } from './pricing.ts';

export interface Receipt {
  net: number;
  shipping: number;
  gross: number;
}

export function checkout(cart: Cart, taxPercent: number): Receipt {
  const pieces = cart.lines.reduce((sum, line) => sum + line.quantity, 0);
  const net = cart.total() - bulkDiscount(cart.total(), pieces);
  const fee = shipping(net);
  return { net, shipping: fee, gross: addTax(net + fee, taxPercent) };
}
