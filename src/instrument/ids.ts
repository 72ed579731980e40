import { createHash } from 'node:crypto';

/** A hash of these parts in this order: twelve hexadecimal digits. */
export function shortHash(...parts: string[]): string {
  return createHash('sha1').update(parts.join('\0')).digest('hex').slice(0, 12);
}

/** The text without white space, so that formatting does not change an id. */
export function withoutSpace(text: string): string {
  return text.replace(/\s+/g, '');
}
