import { counts, isTimedOut, killsOf } from '../../model/evidence.ts';
import { itemAt } from '../../model/item-at.ts';
import { isBreak } from '../../model/mutant.ts';
import type { CleanRun, RunFile, RunMutant } from '../../model/run.ts';
import type { JobRunner } from '../job-runner.ts';
import type { EvidenceStore } from './evidence-store.ts';
import { runSeparately, type SeparateResult, type SeparateRun } from './separate-runs.ts';

/** How many survivors of a file are checked: of one that keeps state between runs, and of one that does not. */
const checked = { keepsState: 2, plain: 1 };
/**
 * For so many files that keep state, one check has a process of its own. The others share processes that have not run
 * the file before, because starting a process takes time.
 */
const maxFresh = 4;
/** Every file has one check. There are more for a file while all checks together are no more than this. */
const maxChecks = 48;

export interface Spot extends SeparateRun {
  /** The result in a process that had run the file before: of the break, or the tests that passed. */
  found: 'survived' | 'killed' | { passing: string[] };
}

/** The index of a test that would be called theater, and breaks that it passes with. */
export interface Accusation {
  test: number;
  mutants: RunMutant[];
}

/**
 * Picks some breaks of each file, the same ones in every audit: survivors of different functions, and a killed one if the
 * file keeps state.
 * @param round each round picks others
 */
export function pickSpots(run: CleanRun, evidenceStore: EvidenceStore, round: number): Spot[] {
  const mutants = run.mutants.filter(({ mutant }) => isBreak(mutant));
  const files = run.files.filter(({ apart }) => !apart);
  const byFile = files.map((file) => spotsOf(file, mutants, evidenceStore, round));
  // The first of each file comes before the second of any.
  const longest = Math.max(0, ...byFile.map(({ length }) => length));
  const places = Array.from({ length: longest }, (_, place) => place);
  const inOrder = places.flatMap((place) => byFile.flatMap((spots) => spots[place] ?? []));
  const firsts = byFile.flatMap(([spot]) => spot ?? []);
  const taken = inOrder.slice(0, Math.max(firsts.length, maxChecks));
  const stateful = taken.filter((spot) => firsts.includes(spot) && spot.file.keepsState);
  const fresh = new Set(everyNth(stateful, maxFresh));
  return taken.map((spot) => (fresh.has(spot) ? { ...spot, where: 'fresh' } : spot));
}

function spotsOf(file: RunFile, mutants: RunMutant[], evidenceStore: EvidenceStore, round: number): Spot[] {
  const reaching = mutants.filter(({ reach }) => reach.some(({ fileIndex }) => fileIndex === file.index));
  const count = file.keepsState ? checked.keepsState : checked.plain;
  const survivors = spread(reaching.filter((mutant) => passesIn(mutant, file, evidenceStore)));
  const killed = file.keepsState ? reaching.filter((mutant) => killedIn(mutant, file, evidenceStore)) : [];
  const spot =
    (found: Spot['found']) =>
    (mutant: RunMutant): Spot => ({ file, mutant, where: 'first', found });
  return [
    ...survivors.slice(count * round, count * (round + 1)).map(spot('survived')),
    ...spread(killed)
      .slice(round, round + 1)
      .map(spot('killed')),
  ];
}

/** Runs the checks. Returns the files in which a break has another result in a process of its own. */
export async function wrongFiles(lab: JobRunner, spots: Spot[]): Promise<Set<RunFile>> {
  const results = await runSeparately(lab, spots, ({ found }) => found !== 'killed');
  const wrong = new Set<RunFile>();
  for (const spot of spots) {
    const result = results.get(spot);
    if (!result) continue;
    if (isWrong(spot.found, result)) wrong.add(spot.file);
  }
  return wrong;
}

function isWrong(found: Spot['found'], { failing, isProven, complete, fails }: SeparateResult): boolean {
  if (found === 'survived') return isProven;
  if (found === 'killed') return complete && !fails;
  return found.passing.some((key) => failing.has(key));
}

/** With more runs than this, they share processes. */
const maxFreshAccused = 12;

/** Runs every accused test with one of the breaks that it passes with. Tests of one file share a break if they can. */
export function spotsOfAccused({ files, tests }: CleanRun, accusations: Accusation[]): Spot[] {
  const open = accusations.filter(({ test }) => !files[itemAt(tests, test).fileIndex]?.apart);
  const spots: Spot[] = [];
  const byFile = Map.groupBy(open, ({ test }) => itemAt(tests, test).fileIndex);
  for (const [fileIndex, own] of byFile) {
    const passing = new Map<RunMutant, string[]>();
    for (const { test, mutants } of own) {
      const mutant = mutants.find((each) => passing.has(each)) ?? mutants[0];
      if (mutant) passing.set(mutant, [...(passing.get(mutant) ?? []), itemAt(tests, test).key]);
    }
    for (const [mutant, keys] of passing)
      spots.push({ file: itemAt(files, fileIndex), mutant, where: 'first', found: { passing: keys } });
  }
  return spots.length > maxFreshAccused ? spots : spots.map((spot) => ({ ...spot, where: 'fresh' }));
}

/** The mutant survives, and tests of this file were run with it. */
function passesIn({ mutant, reach }: RunMutant, file: RunFile, evidenceStore: EvidenceStore): boolean {
  const evidence = evidenceStore.of(mutant.id);
  if (evidenceStore.killed(mutant.id) || isTimedOut(evidence) || evidence.refusals.size > 0) return false;
  const whole = evidence.files.get(file.id);
  if (whole) return counts(whole) && whole.complete;
  const passing = new Set(file.tests.filter(({ id }) => evidence.passes.has(id)).map(({ index }) => index));
  return reach.some(({ again }) => again.some((test) => passing.has(test)));
}

/** Tests of the file kill it. */
function killedIn({ mutant }: RunMutant, file: RunFile, evidenceStore: EvidenceStore): boolean {
  const kills = killsOf(evidenceStore.of(mutant.id));
  return file.tests.some(({ id }) => kills.has(id));
}

/** Sorted: first one mutant of each function, then a second one of each, and so on. */
function spread(mutants: RunMutant[]): RunMutant[] {
  const places = new Map<string, number>();
  const ranked = mutants.map((mutant) => {
    const unit = `${mutant.mutant.file}\n${mutant.mutant.function ?? ''}`;
    const place = places.get(unit) ?? 0;
    places.set(unit, place + 1);
    return { mutant, place };
  });
  return ranked
    .sort((a, b) => a.place - b.place || a.mutant.index - b.mutant.index)
    .map(({ mutant }) => mutant);
}

function everyNth<T>(list: T[], most: number): T[] {
  if (list.length <= most) return list;
  return Array.from({ length: most }, (_, index) => itemAt(list, Math.floor((index * list.length) / most)));
}
