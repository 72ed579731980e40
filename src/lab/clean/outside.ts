import type { CleanRun, Reach, RunMutant } from '../../model/run.ts';
import type { DryFile, Hits } from '../protocol.ts';

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

/** Mutants that global setups reach: these run once, before all tests. */
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

/** How long a test file may run in all, in milliseconds, with breaks of files that it reads. */
const maxReadingMs = 120_000;

/**
 * A test that reads many sources would be run with every break of each. If that takes too long, it is run with none of
 * these breaks, and those that no other test notices are unproven.
 */
export function boundReading(run: CleanRun): void {
  const met = new Map<number, number>();
  for (const { reach } of run.mutants)
    for (const { fileIndex, reads } of reach) if (reads) met.set(fileIndex, (met.get(fileIndex) ?? 0) + 1);
  const slow = new Set(
    [...met].filter(([file, mutants]) => costOf(run, file) * mutants > maxReadingMs).map(([file]) => file),
  );
  if (slow.size === 0) return;
  for (const mutant of run.mutants) {
    const reading = mutant.reach.find(({ fileIndex, reads }) => reads && slow.has(fileIndex));
    if (!reading) continue;
    const name = run.files[reading.fileIndex]?.file;
    mutant.outside ??= `tests may look at its text: ${name} reads its file, and takes too long to be run with every break of it`;
    mutant.reach = mutant.reach
      .map((reach) => (slow.has(reach.fileIndex) ? withoutReading(reach) : reach))
      .filter(({ asText }) => !asText);
  }
}

function costOf({ files }: CleanRun, index: number): number {
  const { ms = 0, tests = [] } = files[index] ?? {};
  return ms + tests.reduce((sum, test) => sum + test.ms, 0);
}

/** Mutants that nothing runs stay marked, to be left out. */
function withoutReading({ reads: _, readers = [], ...reach }: Reach): Reach {
  return { ...reach, first: reach.first.filter((test) => !readers.includes(test)) };
}

function isOf(keys: string[]): (mutant: RunMutant) => boolean {
  const all = new Set(keys);
  return ({ key }) => all.has(key) || all.has('*');
}

function mark(mutants: RunMutant[], isMeant: (mutant: RunMutant) => boolean, outside: string): void {
  for (const mutant of mutants) if (isMeant(mutant)) mutant.outside ??= outside;
}
