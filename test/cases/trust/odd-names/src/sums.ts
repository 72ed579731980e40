export function add(one: number, other: number): number {
  return one + other;
}

export function times(one: number, other: number): number {
  return one * other;
}

export function isBig(value: number): boolean {
  return value > 50;
}
