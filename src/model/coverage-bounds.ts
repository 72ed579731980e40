import type { Audit } from './audit.ts';
import { isBreak } from './mutant.ts';

/** What real coverage may be, in percent, if some breaks were not run. */
export interface CoverageBounds {
  lower: number;
  upper: number;
  notRun: number;
}

/** If tests notice none of the breaks that were not run in time, and if they notice all of them; undefined if all were run. */
export function coverageBounds({
  mutants,
  realCoverage: { killed, valid },
}: Pick<Audit, 'mutants' | 'realCoverage'>): CoverageBounds | undefined {
  const notRun = mutants.filter((mutant) => mutant.status === 'out-of-budget' && isBreak(mutant)).length;
  if (notRun === 0) return undefined;
  const percent = (part: number) => Math.round((10_000 * part) / (valid + notRun)) / 100;
  return { lower: percent(killed), upper: percent(killed + notRun), notRun };
}
