export function price(pieces: number): number {
  return pieces * 10;
}
