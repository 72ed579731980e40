import { type Evidence, type EvidenceOf, type Lost, outcomeOf, type PairOutcome } from '../model/evidence.ts';
import type { CleanRun, RunMutant } from '../model/run.ts';

/** The results of a test for the breaks that it runs itself. */
export interface Effectiveness {
  /** Breaks that it catches by an assertion, without probes. */
  kills: RunMutant[];
  /** Breaks that only the load of its file reaches, and that it catches. It was not run with all of these. */
  loads: RunMutant[];
  /** Breaks that throw or never end by themselves, so that any test fails. */
  crashes: RunMutant[];
  /** Breaks that it passes with. */
  passes: RunMutant[];
  /** Probes that it passes with. They make a function throw at once. */
  swallowed: RunMutant[];
  /** Probes among these with which it makes fewer or other assertions. */
  lost: { mutant: RunMutant; how: Lost }[];
  /** How many of the breaks that it runs have no result. */
  unknown: number;
}

/** By test index. Pure. */
export function effectivenessOf(run: CleanRun, evidence: EvidenceOf): Effectiveness[] {
  const byTest = run.tests.map(
    (): Effectiveness => ({
      kills: [],
      loads: [],
      crashes: [],
      passes: [],
      swallowed: [],
      lost: [],
      unknown: 0,
    }),
  );
  for (const mutant of run.mutants.filter(({ mutant: { level } }) => level !== 'neutral')) {
    const seen = evidence.get(mutant.mutant.id);
    if (seen && mutant.mutant.level !== 'probe') countLoads(byTest, run, mutant, seen);
    for (const { fileIndex, first, again, readers = [] } of mutant.reach) {
      const file = run.files[fileIndex]?.id ?? '';
      for (const index of new Set([...first, ...again])) {
        const test = run.tests[index];
        if (!test || !seen) continue;
        const outcome = outcomeOf(seen, test.id, file);
        // A test that only reads the text of a source does not run it.
        if (readers.includes(index) && outcome !== 'killed') continue;
        count(byTest[index]!, mutant, outcome);
        const how = seen.lost.get(test.id);
        if (how) byTest[index]!.lost.push({ mutant, how });
      }
    }
  }
  return byTest;
}

/** A break that only the load of a file reaches is caught by tests that check the loaded values. */
function countLoads(byTest: Effectiveness[], run: CleanRun, mutant: RunMutant, seen: Evidence): void {
  for (const { fileIndex, atLoad, first, again } of mutant.reach) {
    const file = run.files[fileIndex];
    if (!file || !atLoad) continue;
    const own = new Set([...first, ...again]);
    for (const { id, index } of file.tests)
      if (!own.has(index) && outcomeOf(seen, id, file.id) === 'killed') byTest[index]?.loads.push(mutant);
  }
}

function count(effectiveness: Effectiveness, runMutant: RunMutant, outcome: PairOutcome): void {
  const isProbe = runMutant.mutant.level === 'probe';
  if (isProbe && outcome === 'passed') effectiveness.swallowed.push(runMutant);
  if (isProbe) return;
  if (outcome === 'killed') effectiveness.kills.push(runMutant);
  else if (outcome === 'crashed') effectiveness.crashes.push(runMutant);
  else if (outcome === 'passed') effectiveness.passes.push(runMutant);
  else effectiveness.unknown++;
}
