import { type Evidence, type EvidenceOf, type Lost, outcomeOf, type PairOutcome } from '../model/evidence.ts';
import type { CleanRun, RunMutant } from '../model/run.ts';

/** What a test did with the breaks that it runs itself. */
export interface Worth {
  /** Breaks, probes aside, that it notices by what it asserts. */
  kills: RunMutant[];
  /** Breaks that it notices so, though only the load of its file reaches them. Of these it was not run with all. */
  loads: RunMutant[];
  /** Breaks that throw by themselves, or do not end: any test would notice. */
  crashes: RunMutant[];
  /** Breaks that it was seen to pass with. */
  passes: RunMutant[];
  /** Probes, which make a function throw at once, that it passes with. */
  swallowed: RunMutant[];
  /** Of those: with which it makes fewer assertions, or looks at something else. */
  lost: { mutant: RunMutant; how: Lost }[];
  /** How many breaks it runs that it was not seen with. */
  unknown: number;
}

/** By test index. Pure. */
export function worthOf(run: CleanRun, evidence: EvidenceOf): Worth[] {
  const worths = run.tests.map(
    (): Worth => ({ kills: [], loads: [], crashes: [], passes: [], swallowed: [], lost: [], unknown: 0 }),
  );
  for (const mutant of run.mutants.filter(({ mutant: { level } }) => level !== 'neutral')) {
    const seen = evidence.get(mutant.mutant.id);
    if (seen && mutant.mutant.level !== 'probe') countLoads(worths, run, mutant, seen);
    for (const { fileIndex, first, again, readers = [] } of mutant.reach) {
      const file = run.files[fileIndex]?.id ?? '';
      for (const index of new Set([...first, ...again])) {
        const test = run.tests[index];
        if (!test || !seen) continue;
        const outcome = outcomeOf(seen, test.id, file);
        // What only reads the text runs nothing that it could notice.
        if (readers.includes(index) && outcome !== 'killed') continue;
        count(worths[index]!, mutant, outcome);
        const how = seen.lost.get(test.id);
        if (how) worths[index]!.lost.push({ mutant, how });
      }
    }
  }
  return worths;
}

/** What only the load of a file reaches is noticed by the tests that look at what is made then. */
function countLoads(worths: Worth[], run: CleanRun, mutant: RunMutant, seen: Evidence): void {
  for (const { fileIndex, atLoad, first, again } of mutant.reach) {
    const file = run.files[fileIndex];
    if (!file || !atLoad) continue;
    const own = new Set([...first, ...again]);
    for (const { id, index } of file.tests)
      if (!own.has(index) && outcomeOf(seen, id, file.id) === 'killed') worths[index]?.loads.push(mutant);
  }
}

function count(worth: Worth, runMutant: RunMutant, outcome: PairOutcome): void {
  const isProbe = runMutant.mutant.level === 'probe';
  if (isProbe && outcome === 'passed') worth.swallowed.push(runMutant);
  if (isProbe) return;
  if (outcome === 'killed') worth.kills.push(runMutant);
  else if (outcome === 'crashed') worth.crashes.push(runMutant);
  else if (outcome === 'passed') worth.passes.push(runMutant);
  else worth.unknown++;
}
