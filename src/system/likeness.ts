/** The share of parts that two texts have in common, from 0 to 1. Sørensen–Dice coefficient, of parts with their number. */
export function likeness(a: readonly string[], b: readonly string[]): number {
  const left = new Map<string, number>();
  for (const part of a) left.set(part, (left.get(part) ?? 0) + 1);
  let common = 0;
  for (const part of b) {
    const count = left.get(part) ?? 0;
    if (count > 0) common++;
    left.set(part, count - 1);
  }
  return a.length + b.length === 0 ? 1 : (2 * common) / (a.length + b.length);
}
