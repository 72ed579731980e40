export interface Warehouse {
  stockOf(sku: string): Promise<number>;
  reserve(sku: string, quantity: number): Promise<void>;
}

export interface Wanted {
  sku: string;
  quantity: number;
}

/** The articles of which there is not enough. */
export async function missing(warehouse: Warehouse, wanted: Wanted[]): Promise<string[]> {
  const short: string[] = [];
  for (const { sku, quantity } of wanted) {
    if ((await warehouse.stockOf(sku)) < quantity) short.push(sku);
  }
  return short;
}

/** Reserves everything, or nothing if something is missing. */
export async function reserveAll(warehouse: Warehouse, wanted: Wanted[]): Promise<boolean> {
  if ((await missing(warehouse, wanted)).length > 0) return false;
  for (const { sku, quantity } of wanted) await warehouse.reserve(sku, quantity);
  return true;
}
