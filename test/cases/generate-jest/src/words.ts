export function slug(title: string): string {
  return title.trim().toLowerCase().replaceAll(/\s+/g, '-');
}

export function only(list: string[]): string {
  if (list.length !== 1) throw new RangeError(`${list.length} words`);
  return list[0]!;
}

export function dated(what: string): string {
  return `${what} of ${new Date().toISOString().slice(0, 10)}`;
}

export function picked(list: string[]): string {
  return list[Math.floor(Math.random() * list.length)] ?? 'none';
}

export function each(list: string[], tell: (word: string) => void): number {
  for (const word of list) if (word !== '') tell(word);
  return list.length;
}
