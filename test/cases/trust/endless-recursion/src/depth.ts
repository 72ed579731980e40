export function depth(level: number): number {
  return level === 0 ? 0 : 1 + depth(level - 1);
}

export function checked(level: number): number {
  if (level > 100) throw new RangeError('too deep');
  return level;
}

export function fall(level: number): number {
  return fall(checked(level + 1));
}
