import { stripVTControlCharacters } from 'node:util';

/** The first line that says something, with the next one where it only announces it: `Transform failed with 1 error:`. */
export function shorten(message: string): string {
  const plain = stripVTControlCharacters(message);
  const [first = '', second = ''] = plain.split('\n').filter((line) => line.trim() !== '');
  const line = first.endsWith(':') ? `${first} ${second.trim()}`.trim() : first;
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}

/** What was thrown, as one short line. */
export function messageOf(error: unknown): string {
  const isObject = typeof error === 'object' && error !== null && 'message' in error;
  return shorten(String(isObject ? error.message : error)) || 'an error without a message';
}
