import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The absolute path that a call of `node:fs` was given; undefined for an open file or what is no path. */
export function givenPath(given: unknown): string | undefined {
  try {
    if (given instanceof URL) return fileURLToPath(given);
    if (typeof given === 'string') return resolve(given);
    return Buffer.isBuffer(given) ? resolve(given.toString()) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a call of `open` with these flags only writes. Encodings, which other calls take in this place, are no flags. */
export function onlyWrites(flags: unknown): boolean {
  return typeof flags === 'string' && /^[awxs]{1,2}$/.test(flags);
}
