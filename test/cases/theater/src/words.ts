export function initials(name: string): string {
  return name
    .split(' ')
    .map((part) => part.charAt(0).toUpperCase())
    .join('');
}

export function unique(words: string[]): string[] {
  const seen: string[] = [];
  for (const word of words) {
    if (seen.includes(word)) continue;
    seen.push(word);
  }
  return seen;
}

export function plural(count: number, word: string): string {
  if (count === 1) return `${count} ${word}`;
  return `${count} ${word}s`;
}
