import { type EvidenceOf, killsOf } from '../../model/evidence.ts';
import { stemOf } from '../../model/named-like.ts';
import { type CleanRun, type Reach, type RunMutant, testsById } from '../../model/run.ts';

/** A file that costs this much, in milliseconds, comes after all cheaper ones: one run of it takes as long as many of theirs. */
const slowFileMs = 3_000;

/**
 * The order in which a mutant is run in the files that reach it: first the file named like its source, then files whose
 * tests reach few mutants, because they are about it, then cheap ones.
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
 * Results of hot mode count more than this order: a file whose tests killed other mutants of the same source is about
 * that source. The order depends only on the kills.
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

/** `src/cart.services.ts` and `test/cart.service.test.ts` have the same subject. */
function roughStem(path: string): string {
  return stemOf(path).replace(/s$/, '');
}
