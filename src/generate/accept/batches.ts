import type { Mutant } from '../../model/mutant.ts';
import type { Candidate } from '../write/write.ts';
import type { Judged } from './accept.ts';

/** Breaks that are made at once, and for each a test that has to notice it. */
export interface Batch {
  breaks: Mutant[];
  tests: Map<Candidate, string>;
}

interface Known extends Pick<Judged, 'notices' | 'reaches' | 'endless'> {
  /** Breaks that were made already, by test. */
  tried: ReadonlyMap<Candidate, ReadonlySet<string>>;
  mutantOf(id: string): Mutant | undefined;
}

/**
 * A small number of batches with a break for each test. No test reaches a break of its batch that it is not known to
 * notice, so each failure is caused by a break that the test should notice. Pure.
 */
export function batchesOf(tests: readonly Candidate[], known: Known): Batch[] {
  const batches: Batch[] = [];
  for (const test of tests) {
    const own = choicesOf(test, known);
    const fits = batches.some((batch) =>
      thoseOf(batch, own).some((mutant) => added(mutant, test, batch, known)),
    );
    const [first] = own;
    if (!fits && first) batches.push({ breaks: [first], tests: new Map([[test, first.id]]) });
  }
  return batches;
}

/** First the breaks that are made anyway. */
function thoseOf(batch: Batch, own: Mutant[]): Mutant[] {
  return own.toSorted((a, b) => Number(has(batch, b)) - Number(has(batch, a)));
}

function has({ breaks }: Batch, { id }: Mutant): boolean {
  return breaks.some((each) => each.id === id);
}

/** The breaks a test should notice, first those that end by themselves. */
function choicesOf(test: Candidate, { notices, endless, tried, mutantOf }: Known): Mutant[] {
  const ids = (notices.get(test) ?? []).filter((id) => !tried.get(test)?.has(id));
  const sorted = ids.toSorted((a, b) => Number(endless.has(a)) - Number(endless.has(b)));
  return sorted.map(mutantOf).filter((mutant) => mutant !== undefined);
}

/** Adds the break and the test to the batch, if they fit. */
function added(mutant: Mutant, test: Candidate, batch: Batch, known: Known): boolean {
  const isSure = (one: Candidate, id: string) =>
    !known.reaches.get(one)?.has(id) || known.notices.get(one)?.includes(id) === true;
  const isIn = has(batch, mutant);
  const fits =
    batch.breaks.every(({ id }) => isSure(test, id)) &&
    (isIn ||
      (![mutant, ...batch.breaks].some(({ id }) => known.endless.has(id)) &&
        [...batch.tests.keys()].every((other) => isSure(other, mutant.id)) &&
        batch.breaks.every((other) => !overlap(mutant, other))));
  if (!fits) return false;
  if (!isIn) batch.breaks.push(mutant);
  batch.tests.set(test, mutant.id);
  return true;
}

function overlap(a: Mutant, b: Mutant): boolean {
  const isBefore = (one: Mutant, other: Mutant) =>
    one.location.end.line < other.location.start.line ||
    (one.location.end.line === other.location.start.line &&
      one.location.end.column < other.location.start.column);
  return a.file === b.file && !isBefore(a, b) && !isBefore(b, a);
}
