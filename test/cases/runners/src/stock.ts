export interface Item {
  name: string;
  price: number;
  count: number;
}

export function total(items: readonly Item[]): number {
  let sum = 0;
  for (const { price, count } of items) sum += price * count;
  return sum;
}

export function cheapest(items: readonly Item[]): Item | undefined {
  let found: Item | undefined;
  for (const item of items) if (!found || item.price < found.price) found = item;
  return found;
}

export async function order(item: Item, send: (text: string) => Promise<boolean>): Promise<string> {
  if (item.count <= 0) throw new RangeError(`no ${item.name} left`);
  const isSent = await send(`1 ${item.name}`);
  return isSent ? 'ordered' : 'failed';
}

export const label = (item: Item): string => `${item.name.toUpperCase()} (${item.count})`;

let visits = 0;
export function visit(): number {
  visits += 1;
  return visits;
}

export function unused(value: number): number {
  return value * 2;
}
