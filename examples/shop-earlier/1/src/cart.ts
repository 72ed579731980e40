export interface Line {
  sku: string;
  /** In cents. */
  price: number;
  quantity: number;
}

/** The lines of one order; the same article is never on two lines. */
export class Cart {
  readonly lines: Line[] = [];

  add(sku: string, price: number, quantity = 1): void {
    if (quantity < 1) throw new RangeError(`cannot add ${quantity} of ${sku}`);
    const line = this.lines.find((candidate) => candidate.sku === sku);
    if (line) line.quantity += quantity;
    else this.lines.push({ sku, price, quantity });
  }

  total(): number {
    return this.lines.reduce((sum, line) => sum + line.price * line.quantity, 0);
  }
}
