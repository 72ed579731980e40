import { passesWithBreaks } from '../model/finding.ts';
import type { RunMutant } from '../model/run.ts';
import { findTheater, type TheaterInput } from './index.ts';

/** Tests that would be called theater by this evidence, by index, with the breaks that they pass with. */
export function accusedBy(
  input: Pick<TheaterInput, 'run' | 'evidence' | 'part' | 'open'>,
): { test: number; mutants: RunMutant[] }[] {
  const { run } = input;
  const byId = new Map(run.mutants.map((mutant) => [mutant.mutant.id, mutant]));
  const indexOf = new Map(run.tests.map(({ id, index }) => [id, index]));
  return findTheater({ ...input, couplings: [], allKillers: false }).flatMap((finding) => {
    const test = indexOf.get(finding.testId);
    if (!passesWithBreaks(finding) || test === undefined) return [];
    const { throwing = [], functions = [] } = finding.evidence as {
      throwing?: string[];
      functions?: string[];
    };
    const mutants = [...throwing, ...functions].map((id) => byId.get(id));
    return [{ test, mutants: mutants.filter((mutant) => mutant !== undefined) }];
  });
}
