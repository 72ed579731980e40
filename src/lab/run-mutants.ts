import type { CleanRun, Evidence, Reach, RunMutant } from '../model/run.ts';
import { candidateOrder } from './candidates.ts';
import { Findings } from './evidence.ts';
import { type FileContext, fileRounds } from './file-rounds.ts';
import { type HotContext, hotRounds, worthRound } from './hot-rounds.ts';
import type { Lab } from './vitest/lab.ts';

export interface MutantRunOptions {
  /** `first`: as many killers as the verdict and the report need; `all`: every one. */
  killers: 'first' | 'all';
  /** Called as mutants are settled, with how many are. */
  onHot(settled: number, of: number): void;
  onFiles(settled: number, of: number): void;
  signal: AbortSignal;
}

/** How many killers of a function-level mutant are counted: more is shown as "10+". */
export const countedKillers = 10;

/** Runs the suite against every mutant and returns what was seen, by mutant index. */
export async function runMutants(lab: Lab, run: CleanRun, options: MutantRunOptions): Promise<Evidence[]> {
  const findings = new Findings(run.mutants, (mutant) => wantedKillers(mutant, options));
  const candidates = candidateOrder(run);
  const fileMode = new Map<number, Set<number>>();
  const reached = run.mutants.filter((mutant) => mutant.reach.length > 0).length;
  const hot: HotContext = {
    lab,
    run,
    findings,
    fileMode,
    candidates,
    onMutants: (settled) => options.onHot(settled, run.mutants.length),
    signal: options.signal,
  };
  options.onHot(0, run.mutants.length);
  await hotRounds(hot);
  const files: FileContext = {
    lab,
    run,
    findings,
    enough: (mutant) =>
      findings.wanted(mutant) === 0 || (options.killers === 'first' && findings.killed(mutant.index)),
    filesFor: (mutant) => candidates(mutant).filter((reach) => needsFile(mutant, reach)),
    onMutants: (settled) => options.onFiles(settled, reached),
    signal: options.signal,
  };
  await fileRounds(files);
  await worthRound(hot);
  return findings.evidence;

  /** Where hot mode cannot tell; and for survivors everywhere, as the confirmation. */
  function needsFile(mutant: RunMutant, reach: Reach): boolean {
    if (!findings.killed(mutant.index)) return true;
    if (options.killers === 'first') return false;
    const again = new Set(reach.again);
    const hotTells = !reach.atLoad && reach.first.every((test) => again.has(test));
    return !hotTells || fileMode.get(mutant.index)?.has(reach.fileIndex) === true;
  }
}

function wantedKillers({ mutant }: RunMutant, { killers }: MutantRunOptions): number {
  if (killers === 'all') return Number.POSITIVE_INFINITY;
  return mutant.level === 'function' ? countedKillers : 1;
}
