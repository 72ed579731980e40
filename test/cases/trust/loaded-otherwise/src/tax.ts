export function tax(price: number): number {
  return price * 2;
}
