/** How a text is told apart from others of the same words. */
export function slug(text: string, separator = '-'): string {
  return text.trim().toLowerCase().replaceAll(' ', separator);
}

/** The words that are there more than once, in the order in which they come again. */
export function repeated(words: readonly string[]): string[] {
  const seen = new Set<string>();
  return words.filter((word) => seen.has(word) || !seen.add(word));
}

/** Puts the words into order, in place. */
export function arrange(words: string[]): void {
  words.sort();
}

/** Tells every word, with its place from one. */
export function each(words: string[], tell: (word: string, place: number) => void): number {
  words.forEach((word, index) => tell(word, index + 1));
  return words.length;
}

/** The only word. */
export function only(words: string[]): string {
  const [word, ...more] = words;
  if (word === undefined || more.length > 0) throw new RangeError(`there are ${words.length} words`);
  return word;
}

export async function later(word: string): Promise<string> {
  return `${word}!`;
}

export function* letters(word: string): Generator<string> {
  for (const letter of word) if (letter !== ' ') yield letter;
}

/** Never the same: it counts. */
let count = 0;
export function numbered(word: string): string {
  return `${word} ${++count}`;
}

/** Never the same, unless chance stands still. */
export function picked(words: string[]): string {
  return words[Math.floor(Math.random() * words.length)] ?? 'none';
}

/** Never the same, unless the clock stands still. */
export function dated(word: string): string {
  const [day] = new Date().toISOString().split('T');
  return `${word} of ${day}`;
}

/** Whether it is over, which does not show at once. */
export function isOver(end: Date): boolean {
  return end.getTime() < Date.now();
}

/** The hour of the place where it runs. */
export function hour(at: Date): number {
  return at.getHours();
}

export default function shout(word: string): string {
  return word.toUpperCase();
}

/** With texts that grow, each turn of the loop costs more than the one before. */
export function upTo(from: any, to: any, by: any = 1): any[] {
  const all: any[] = [];
  for (let each = from; each < to; each += by || 1) all.push(each);
  return all;
}

class Hidden {}

export function hides(hidden: Hidden): boolean {
  return hidden instanceof Hidden;
}

function inner(count: number): number {
  return count * 2;
}

export const doubled = (count: number): number => inner(count);
