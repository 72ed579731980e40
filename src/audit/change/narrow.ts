import type { Mutant } from '../../model/mutant.ts';
import type { CleanRun } from '../../model/run.ts';
import type { Breaks } from '../breaks.ts';

/** The same with only some of the breaks, and the functions that they are in or that are wanted all the same. */
export function narrowTo(
  breaks: Breaks,
  isWanted: (mutant: Mutant) => boolean,
  isFunctionWanted: (id: string) => boolean = () => false,
): Breaks {
  const files = breaks.files.map((file) => {
    const mutants = file.mutants.filter(isWanted);
    const kept = new Set(mutants.map((mutant) => mutant.function));
    const functions = file.functions.filter(({ id }) => kept.has(id) || isFunctionWanted(id));
    return { ...file, mutants, functions };
  });
  return { ...breaks, files };
}

/** The same run, as if there were only some of the breaks. */
export function narrowRun(run: CleanRun, isWanted: (mutant: Mutant) => boolean): CleanRun {
  const mutants = run.mutants
    .filter(({ mutant }) => isWanted(mutant))
    .map((mutant, index) => ({ ...mutant, index }));
  return { ...run, mutants };
}
