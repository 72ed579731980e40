const waiting: string[] = [];

export function join(name: string): number {
  waiting.push(name);
  return waiting.length;
}

export function next(): string | undefined {
  return waiting.shift();
}

export function isFull(): boolean {
  return waiting.length > 9;
}
