let count = 0;

export function next(): number {
  count += 1;
  return count;
}

export function peek(): number {
  return count * 10;
}
