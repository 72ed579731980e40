import { type EvidenceOf, killsOf } from '../../model/evidence.ts';
import { stemOf } from '../../model/named-like.ts';
import { type CleanRun, type Reach, type RunMutant, testsById } from '../../model/run.ts';

/** From this cost on, in milliseconds, a file comes after all cheaper ones: one run of it is many of theirs. */
const slowFileMs = 3_000;

/**
 * The order in which a mutant meets the files that reach it: the file named like its source first, then the
 * ones whose tests reach few mutants, which are about it rather than passing through, then the cheap ones.
 */
export function candidateOrder(run: CleanRun): (mutant: RunMutant) => Reach[] {
  const reached = run.files.map(() => 0);
  const cost = run.files.map((file) => file.ms + file.tests.reduce((sum, test) => sum + test.ms, 0));
  for (const mutant of run.mutants) {
    for (const { fileIndex } of mutant.reach) reached[fileIndex] = (reached[fileIndex] ?? 0) + 1;
  }
  const names = run.files.map((file) => roughStem(file.file));
  return (mutant) => {
    const source = roughStem(mutant.mutant.file);
    const rank = ({ fileIndex }: Reach): number[] => [
      (cost[fileIndex] ?? 0) > slowFileMs ? 1 : 0,
      names[fileIndex] === source ? 0 : 1,
      reached[fileIndex] ?? 0,
      Math.round(Math.log2(1 + (cost[fileIndex] ?? 0))),
    ];
    return [...mutant.reach].sort((a, b) => compare(rank(a), rank(b)) || a.fileIndex - b.fileIndex);
  };
}

/**
 * What hot mode has shown by then comes before all of this: a file whose tests killed other mutants of the same
 * source is about that source. The order is a function of the kills alone.
 */
export function provenFirst(
  run: CleanRun,
  evidence: EvidenceOf,
): (mutant: RunMutant, reaches: Reach[]) => Reach[] {
  const kills = new Map<string, number>();
  const byId = testsById(run);
  for (const { mutant } of run.mutants) {
    const seen = evidence.get(mutant.id);
    for (const test of seen ? killsOf(seen).keys() : []) {
      const pair = `${mutant.file}\n${byId.get(test)?.fileIndex}`;
      kills.set(pair, (kills.get(pair) ?? 0) + 1);
    }
  }
  return ({ mutant }, reaches) => {
    const count = ({ fileIndex }: Reach) => kills.get(`${mutant.file}\n${fileIndex}`) ?? 0;
    return [...reaches].sort((a, b) => count(b) - count(a));
  };
}

function compare(a: number[], b: number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** `src/cart.services.ts` and `test/cart.service.test.ts` are about the same. */
function roughStem(path: string): string {
  return stemOf(path).replace(/s$/, '');
}
