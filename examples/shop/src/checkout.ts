import type { Cart } from './cart.ts';
import { addTax, bulkDiscount, shipping } from './pricing.ts';

export interface Receipt {
  net: number;
  shipping: number;
  gross: number;
}

export interface Journal {
  write(entry: string): void;
}

export function checkout(cart: Cart, taxPercent: number): Receipt {
  const pieces = cart.lines.reduce((sum, line) => sum + line.quantity, 0);
  const net = cart.total() - bulkDiscount(cart.total(), pieces);
  const fee = shipping(net);
  return { net, shipping: fee, gross: addTax(net + fee, taxPercent) };
}

/** Keeps the receipt for the tax office. */
export function archive(journal: Journal, receipt: Receipt): void {
  journal.write(JSON.stringify(receipt));
}

/** Returns how many receipts were kept. */
export function archiveAll(journal: Journal, receipts: Receipt[]): number {
  for (const receipt of receipts) archive(journal, receipt);
  return receipts.length;
}
