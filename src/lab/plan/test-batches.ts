import { at } from '../../model/at.ts';
import type { CleanRun, Reach, RunTest } from '../../model/run.ts';

/** From this cost on, in milliseconds, a test is met only by what no cheaper one kills. */
const slowTestMs = 1_000;

/**
 * So many tests of one file a mutant meets in place. A file may have tens of thousands, one for each row of a table:
 * what its first tests let pass is then run in the whole file, which costs no more than some thousand turns.
 */
const maxInPlace = 2_000;
/** Of those it meets so many first: most mutants end there. */
const firstOfMany = 250;

/** Tests of one file that a mutant meets in place at once. */
export interface TestBatch {
  fileIndex: number;
  tests: RunTest[];
}

/** A mutant meets the tests of a file at once, but for those that cost as much as hundreds of others: they come last. */
export function testBatches(reaches: Reach[], run: CleanRun): TestBatch[] {
  const parts = reaches.map(({ fileIndex, again }) => ({
    fileIndex,
    tests: again.slice(0, maxInPlace).map((test) => at(run.tests, test)),
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

/** What is not met in place is told by the whole file. */
export function markForFileMode(run: CleanRun, fileMode: Map<string, Set<number>>): void {
  for (const { mutant, reach } of run.mutants) {
    const cut = reach.filter(({ again }) => isCut(again)).map(({ fileIndex }) => fileIndex);
    if (cut.length > 0) fileMode.set(mutant.id, new Set([...(fileMode.get(mutant.id) ?? []), ...cut]));
  }
}
