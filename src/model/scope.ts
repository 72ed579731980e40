import type { Audit } from './audit.ts';

/** Of all that the project's configuration has in scope, and come to its end. */
export function isWhole({ complete, part }: Pick<Audit, 'complete' | 'part'>): boolean {
  return complete && part === undefined;
}

/** Something was judged, so that there is a result. */
export function hasResult({ realCoverage }: Pick<Audit, 'realCoverage'>): boolean {
  return realCoverage.valid > 0;
}
