import { randomBytes } from 'node:crypto';
import { namePrefix } from '../model/instrumented.ts';

/** Something as long as the prefix in instrumented texts, to take its place: 72 bits that nobody can guess. */
export function unguessable(): string {
  const random = randomBytes(9).toString('base64url').replaceAll('-', '_');
  return namePrefix.slice(0, -random.length) + random;
}

/** An instrumented text with other names for its switches. Nothing in it moves, so that its map still fits. */
export function withPrefix(code: string, prefix: string): string {
  return code.replaceAll(namePrefix, () => prefix);
}
