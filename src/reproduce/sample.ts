import { type Audit, type AuditedMutant, isNoticed } from '../model/audit.ts';

/**
 * At most `count` survivors and `count` kills. The same audit and seed always give the same ones, in any order of the
 * mutants. Verdicts that depend on the wall clock are left out.
 */
export function sample({ mutants }: Audit, count: number, seed: number): AuditedMutant[] {
  const random = mulberry32(seed);
  const among = (wanted: (mutant: AuditedMutant) => boolean) =>
    mutants
      .filter(wanted)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map((mutant) => ({ mutant, at: random() }))
      .sort((a, b) => a.at - b.at)
      .slice(0, count)
      .map(({ mutant }) => mutant);
  const isKill = (mutant: AuditedMutant) => isNoticed(mutant) && !mutant.wallClock;
  return [...among(({ status }) => status === 'survived'), ...among(isKill)];
}

/** Tommy Ettinger's mulberry32: numbers from 0 up to 1, the same for the same seed on every machine. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
