import type { CleanRun, RunFile } from '../../model/run.ts';

/**
 * From here on every run of the file has a process of its own, as what a process keeps changes what its tests do: nothing
 * is repeated in place.
 */
export function setApart(run: CleanRun, file: RunFile): void {
  file.apart = true;
  for (const mutant of run.mutants) {
    mutant.reach = mutant.reach.filter((reach) => {
      if (reach.fileIndex !== file.index) return true;
      reach.again = [];
      return reach.atLoad || reach.first.length > 0;
    });
  }
}
