import { randomBytes } from 'node:crypto';
import { namePrefix } from '../model/instrumented.ts';

/** A random prefix of the same length as the one in instrumented texts: 72 bits that nobody can guess. */
export function unguessable(): string {
  const random = randomBytes(9).toString('base64url').replaceAll('-', '_');
  return namePrefix.slice(0, -random.length) + random;
}

/** An instrumented text with other names of its switches. All positions stay, so its source map stays valid. */
export function withPrefix(code: string, prefix: string): string {
  return code.replaceAll(namePrefix, () => prefix);
}
