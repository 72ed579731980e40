import type { CleanRun, RunFile } from '../../model/run.ts';

/**
 * From now on, every run of the file has a process of its own, and nothing is repeated in place: its tests depend on
 * what earlier runs leave in the process.
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
