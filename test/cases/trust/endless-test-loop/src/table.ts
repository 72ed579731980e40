export function hasMore(left: number): boolean {
  return left > 0;
}

export function rows(): number {
  return 8 - 5;
}
