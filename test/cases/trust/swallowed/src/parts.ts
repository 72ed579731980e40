export function half(value: number): number {
  return value / 2;
}

export function steps(value: number): number {
  let count = 0;
  while (value > 0) {
    value = value - 1;
    count = count + 2;
  }
  return count;
}
