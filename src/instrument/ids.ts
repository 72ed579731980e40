import { createHash } from 'node:crypto';

/** A hash of these parts in this order: twelve hexadecimal digits. */
export function shortHash(...parts: string[]): string {
  return createHash('sha1').update(parts.join('\0')).digest('hex').slice(0, 12);
}

export interface IdentifiedChange {
  /** Relative to the root. */
  file: string;
  /** Name of the function around, '' for none. */
  functionName: string;
  mutator: string;
  original: string;
  replacement: string;
}

/** Gives the mutants of one file their ids, in source order: equal changes of a function are counted. */
export function mutantIds(): (change: IdentifiedChange) => string {
  const seen = new Map<string, number>();
  return ({ file, functionName, mutator, original, replacement }) => {
    const parts = [file, functionName, mutator, withoutSpace(original), withoutSpace(replacement)];
    const occurrence = seen.get(parts.join('\0')) ?? 0;
    seen.set(parts.join('\0'), occurrence + 1);
    return shortHash(...parts, String(occurrence));
  };
}

/** The text without white space, so that formatting does not change an id. */
export function withoutSpace(text: string): string {
  return text.replace(/\s+/g, '');
}
