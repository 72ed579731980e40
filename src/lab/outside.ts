import type { CleanRun, Reach, RunMutant } from '../model/run.ts';
import type { DryFile, Hits } from './protocol.ts';

/** Mutants of sources that tests of this file run or read where no mutant can be switched on. */
export function markOutside(
  { mutants }: CleanRun,
  file: string,
  { unserved = [], copied = [] }: Pick<DryFile, 'unserved' | 'copied'>,
): void {
  mark(
    mutants,
    isOf(unserved),
    `it runs outside of the test process: ${file} starts what loads its file in a way of its own`,
  );
  mark(mutants, isOf(copied), `tests may look at its text: ${file} copies its file, or reads it in parts`);
}

/** Mutants that global setups reach: those run once, before all tests. */
export function markSetups(
  { mutants }: CleanRun,
  { hits, unserved }: { hits: Hits; unserved: string[] },
): void {
  const reached = new Set(
    Object.entries(hits).flatMap(([key, sites]) => sites.map((site) => `${key} ${site}`)),
  );
  const outside = 'it runs outside of the test process: a global setup runs it, before all tests';
  mark(mutants, ({ key, mutant }) => reached.has(`${key} ${mutant.site}`), outside);
  mark(mutants, isOf(unserved), outside);
}

/** So long may a test run in all, in milliseconds, against breaks of files that it only reads. */
const mostReadingMs = 120_000;

/**
 * A test that reads many sources would meet every break of each of them. Where that takes too long it meets none, and what others
 * do not notice is unproven.
 */
export function boundReading(run: CleanRun): void {
  const met = new Map<number, number>();
  for (const { reach } of run.mutants)
    for (const { readers = [] } of reach) for (const test of readers) met.set(test, (met.get(test) ?? 0) + 1);
  const slow = new Set(
    [...met]
      .filter(([test, mutants]) => (run.tests[test]?.ms ?? 0) * mutants > mostReadingMs)
      .map(([test]) => test),
  );
  if (slow.size === 0) return;
  for (const mutant of run.mutants) {
    const [test] = mutant.reach.flatMap(({ readers = [] }) => readers.filter((each) => slow.has(each)));
    if (test === undefined) continue;
    mutant.outside ??= `"${run.tests[test]?.key}" reads its file as text, and takes too long to be run with every break of it`;
    mutant.reach = mutant.reach.map((reach) => without(reach, slow)).filter(isAny);
  }
}

function without(reach: Reach, tests: ReadonlySet<number>): Reach {
  const readers = reach.readers?.filter((test) => !tests.has(test));
  const kept = (list: number[]) => list.filter((test) => !tests.has(test) || !reach.readers?.includes(test));
  return { ...reach, first: kept(reach.first), again: kept(reach.again), ...(readers && { readers }) };
}

function isAny({ atLoad, first, again }: Reach): boolean {
  return atLoad || first.length > 0 || again.length > 0;
}

function isOf(keys: string[]): (mutant: RunMutant) => boolean {
  const all = new Set(keys);
  return ({ key }) => all.has(key) || all.has('*');
}

function mark(mutants: RunMutant[], isMeant: (mutant: RunMutant) => boolean, outside: string): void {
  for (const mutant of mutants) if (isMeant(mutant)) mutant.outside ??= outside;
}
