let seen = 0;

export function watch(read: () => number): () => void {
  const timer = setInterval(() => {
    seen = read();
  }, 2);
  return () => clearInterval(timer);
}

export function last(): number {
  return seen;
}

export function reset(): void {
  seen = 0;
}

export function isHigh(value: number): boolean {
  return value > 90;
}
