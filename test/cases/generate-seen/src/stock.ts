export interface Order {
  id: string;
  lines: { sku: string; count: number }[];
}

/** Nobody finds such a text by chance. */
export function parseOrder(text: string): Order {
  const [id, ...rest] = text.split(';');
  if (!/^O-\d{3}$/.test(id ?? '')) throw new SyntaxError(`"${id}" is no order`);
  const lines = rest.map((line) => {
    const [sku, count] = line.split('*');
    return { sku: sku!.trim(), count: Number(count) };
  });
  return { id: id!, lines };
}

/** So deep that there are no values of it but those that tests give. */
export interface Watcher {
  low(sku: string): void;
  at: { land: { town: { street: { house: { floor: number } } } } };
}

export class Stock {
  #left = new Map<string, number>();
  readonly #watcher: Watcher;

  constructor(watcher: Watcher) {
    this.#watcher = watcher;
  }

  put(sku: string, count: number): void {
    this.#left.set(sku, (this.#left.get(sku) ?? 0) + count);
  }

  take(order: Order): number {
    let taken = 0;
    for (const { sku, count } of order.lines) {
      const left = this.#left.get(sku) ?? 0;
      const given = Math.min(left, count);
      this.#left.set(sku, left - given);
      if (left - given < 2) this.#watcher.low(sku);
      taken += given;
    }
    return taken;
  }
}

/** What it is given has a getter, which nobody but it may ask. */
export function first(list: { readonly head: string }): string {
  return list.head;
}
