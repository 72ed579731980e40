export function shout(word: string): string {
  return `${word.toUpperCase()}!`;
}

export function repeat(word: string, times: number): string[] {
  return Array.from({ length: times }, () => word);
}

export function parse(text: string): number {
  const value = Number(text);
  if (Number.isNaN(value)) throw new Error(`no number: ${text}`);
  return value;
}

export async function twice(value: number): Promise<number> {
  await null;
  return value * 2;
}

export function broken(): number {
  return 1;
}

export function sign(value: number): string {
  return value < 0 ? `minus ${-value}` : `plus ${value}`;
}
