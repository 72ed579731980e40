import { type Evidence, isSeenInPlace } from '../model/evidence.ts';
import { itemAt } from '../model/item-at.ts';
import type { CleanRun, RunMutant, RunTest } from '../model/run.ts';

/** How many of these tests were not run with the mutant, given by their ids. */
export function notRunCount(
  { reach }: RunMutant,
  evidence: Evidence,
  run: CleanRun,
  coveredBy: readonly string[],
): number {
  const reaching = new Set(coveredBy);
  const tests = [...new Set(reach.map(({ fileIndex }) => fileIndex))].flatMap((index) => {
    const file = itemAt(run.files, index);
    const seen = evidence.files.get(file.id);
    if (seen?.complete) return [];
    // A file with a mutant runs its tests in order, up to the first that waits.
    const last = file.tests.findIndex(({ id }) => id === seen?.waitedIn);
    return file.tests.slice(last + 1);
  });
  const isRun = ({ id }: RunTest) => isSeenInPlace(evidence, id) || evidence.waits.has(id);
  return tests.filter((test) => reaching.has(test.id) && !isRun(test)).length;
}
