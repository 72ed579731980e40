import type { CleanRun, RunMutant } from '../model/run.ts';
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

function isOf(keys: string[]): (mutant: RunMutant) => boolean {
  const all = new Set(keys);
  return ({ key }) => all.has(key) || all.has('*');
}

function mark(mutants: RunMutant[], isMeant: (mutant: RunMutant) => boolean, outside: string): void {
  for (const mutant of mutants) if (isMeant(mutant)) mutant.outside ??= outside;
}
