export function score(text: string): number {
  return process.env.RULES === 'strict' ? text.length * 2 : text.length + 3;
}

export function isLong(text: string): boolean {
  return text.length > 80;
}
