import { itemAt } from '../../model/item-at.ts';
import type { CleanRun, Reach, RunTest } from '../../model/run.ts';

/** A test that costs this much, in milliseconds, is only run with mutants that no cheaper test kills. */
const slowTestMs = 1_000;

/**
 * The most tests of one file that a mutant is run with in place. A file may have tens of thousands, one for each row of
 * a table. A mutant that survives the first ones is then run in the whole file, which costs no more than some thousand
 * turns.
 */
const maxInPlace = 2_000;
/** The first batch: most mutants are killed in it. */
const firstOfMany = 250;

/** Tests of one file that are run with a mutant in place in one batch. */
export interface TestBatch {
  fileIndex: number;
  tests: RunTest[];
}

/** A mutant is run with the tests of a file at once, but tests that cost as much as hundreds of others come last. */
export function testBatches(reaches: Reach[], run: CleanRun): TestBatch[] {
  const parts = reaches.map(({ fileIndex, again }) => ({
    fileIndex,
    tests: again.slice(0, maxInPlace).map((test) => itemAt(run.tests, test)),
    isCut: isCut(again),
  }));
  const only = (wanted: (test: RunTest) => boolean) =>
    parts.map(({ tests, ...part }) => ({ ...part, tests: tests.filter(wanted) }));
  const cheap = only(({ ms }) => ms <= slowTestMs);
  const first = cheap.map(({ tests, isCut: cut, fileIndex }) => ({
    fileIndex,
    tests: cut ? tests.slice(0, firstOfMany) : tests,
  }));
  const further = cheap.map(({ tests, isCut: cut, fileIndex }) => ({
    fileIndex,
    tests: cut ? tests.slice(firstOfMany) : [],
  }));
  return [...first, ...further, ...only(({ ms }) => ms > slowTestMs)].filter(({ tests }) => tests.length > 0);
}

function isCut(again: number[]): boolean {
  return again.length > maxInPlace;
}

/** The whole file tells the result of tests that are not run in place. */
export function markForFileMode(run: CleanRun, fileMode: Map<string, Set<number>>): void {
  for (const { mutant, reach } of run.mutants) {
    const cut = reach.filter(({ again }) => isCut(again)).map(({ fileIndex }) => fileIndex);
    if (cut.length > 0) fileMode.set(mutant.id, new Set([...(fileMode.get(mutant.id) ?? []), ...cut]));
  }
}
