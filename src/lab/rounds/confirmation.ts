import type { CleanRun, Reach, RunMutant } from '../../model/run.ts';
import type { EvidenceStore } from './evidence-store.ts';

/** In how many files a survivor of hot mode is confirmed. */
const confirmingFiles = 3;
/**
 * The most runs of whole files for mutants that cannot be judged in place. Each of these mutants is run in at least
 * `minFiles` files, however many mutants there are.
 */
const maxRuns = 10_000;
const minFiles = 32;

interface HotResults {
  run: CleanRun;
  evidenceStore: EvidenceStore;
  /** Indices of the files in which a mutant has to be run in file mode, by the mutant's id. */
  fileMode: ReadonlyMap<string, ReadonlySet<number>>;
}

/**
 * The files in which hot mode cannot tell, and for a survivor also some others, to confirm it. A mutant that most files of
 * a large suite load is not run in all of them; its verdict is then `unproven`.
 */
export function wholeFilesFor(
  { run, evidenceStore, fileMode }: HotResults,
  { killers, confirms }: { killers: 'first' | 'all'; confirms: boolean },
): (mutant: RunMutant, reaches: Reach[]) => Reach[] {
  let unjudged: number | undefined;
  return (mutant, reaches) => {
    const killed = evidenceStore.killed(mutant.mutant.id);
    // Its verdict will not be `survived`.
    const isRefused = mutant.leftOut !== undefined || evidenceStore.of(mutant.mutant.id).refusals.size > 0;
    const all = killers === 'all';
    if (killed && !all) return [];
    const told = reaches.filter((reach) => hotTells(mutant, reach));
    const unclear = reaches.filter((reach) => !told.includes(reach));
    const needed = all ? unclear : unclear.slice(0, maxFiles());
    const confirming = killed || isRefused || !confirms ? [] : told.slice(0, confirmingFiles);
    return reaches.filter((reach) => needed.includes(reach) || confirming.includes(reach));
  };

  /** In how many files a mutant is run that cannot be judged in place: in all, if there are not too many runs. */
  function maxFiles(): number {
    unjudged ??= run.mutants.filter(
      (mutant) =>
        !evidenceStore.killed(mutant.mutant.id) && mutant.reach.some((reach) => !hotTells(mutant, reach)),
    ).length;
    return Math.max(minFiles, Math.floor(maxRuns / Math.max(1, unjudged)));
  }

  /** Hot mode runs every test of the file that reaches the mutant. */
  function hotTells(mutant: RunMutant, { atLoad, reads, first, again, fileIndex }: Reach): boolean {
    if (run.files[fileIndex]?.apart) return false;
    if (atLoad || reads || fileMode.get(mutant.mutant.id)?.has(fileIndex)) return false;
    const repeated = new Set(again);
    return first.every((test) => repeated.has(test));
  }
}
