import type { InstrumentedFile, PlacedMutant } from '../../model/instrumented.ts';
import type { CleanRun, Reach, RunFile, RunMutant } from '../../model/run.ts';
import type { DryFile, DryRepeat, DryTest, Hits, TestState } from '../protocol.ts';

/** What the workers said of one test file. */
interface Dry {
  tests: DryTest[];
  repeats: Map<string, DryRepeat>;
  load: DryFile | undefined;
}

/** Fills `run.mutants`; returns what adds the reach of a file to them. */
export function reachIndex(
  run: CleanRun,
  instrumented: InstrumentedFile[],
): (file: RunFile, dry: Dry, flaky: Set<string>) => void {
  const all = instrumented.flatMap(({ key, mutants }) =>
    mutants.filter(isPlaced).map((mutant) => ({ key, mutant })),
  );
  // Neutral mutants come after the ones that break code.
  const isNeutral = ({ mutant }: (typeof all)[number]) => mutant.level === 'neutral';
  for (const { key, mutant } of [...all.filter((each) => !isNeutral(each)), ...all.filter(isNeutral)])
    run.mutants.push({ index: run.mutants.length, key, mutant, reach: [] });
  const atSite = Map.groupBy(run.mutants, ({ key, mutant }) => `${key}:${mutant.site}`);
  const byKey = Map.groupBy(run.mutants, ({ key }) => key);
  return (file, dry, flaky) => {
    addHits(atSite, file, dry, flaky);
    addTexts(byKey, file, dry);
  };
}

/** What runs the code of mutants. */
function addHits(
  atSite: ReadonlyMap<string, RunMutant[]>,
  file: RunFile,
  { load, tests, repeats }: Dry,
  flaky: Set<string>,
): void {
  const takesNoPart = ({ test, state }: DryTest) => flaky.has(test) || failed(state);
  const leaveOut = (mutant: RunMutant, { test }: DryTest) => {
    mutant.leftOut ??= `"${test}" in ${file.file} reaches it, and is left out`;
  };
  const someLeftOut = tests.find(takesNoPart);
  const each = (hits: Hits, add: (mutant: RunMutant) => void) => {
    for (const [key, sites] of Object.entries(hits)) {
      for (const site of sites) for (const mutant of atSite.get(`${key}:${site}`) ?? []) add(mutant);
    }
  };
  const indexOf = indices(file);
  each(load?.hits ?? {}, (mutant) => {
    reachIn(mutant, file).atLoad = true;
    // Each test of a file reaches what the file loads.
    if (someLeftOut) leaveOut(mutant, someLeftOut);
  });
  for (const dryTest of tests) {
    const index = indexOf.get(dryTest.test);
    each(dryTest.hits, (mutant) => {
      if (index !== undefined) reachIn(mutant, file).first.push(index);
      else if (takesNoPart(dryTest)) leaveOut(mutant, dryTest);
    });
  }
  for (const [test, { hits, repeatable }] of repeats) {
    const index = indexOf.get(test);
    if (index !== undefined && repeatable) each(hits, (mutant) => reachIn(mutant, file).again.push(index));
  }
}

/**
 * Tests that read the text of a source. If a mutant is switched on in place, some code would have read the text before
 * and some after. So these tests are run with it from the start.
 */
function addTexts(byKey: ReadonlyMap<string, RunMutant[]>, file: RunFile, { load, tests }: Dry): void {
  const each = (keys: string[] = [], add: (reach: Reach) => void) => {
    for (const mutant of keys.flatMap((key) => byKey.get(key) ?? [])) {
      mutant.inText = true;
      const isNew = mutant.reach.at(-1)?.fileIndex !== file.index;
      const reach = reachIn(mutant, file);
      reach.reads = true;
      if (isNew) reach.asText = true;
      add(reach);
    }
  };
  const indexOf = indices(file);
  each(load?.texts, (reach) => {
    reach.atLoad = true;
  });
  for (const { test, texts } of tests) {
    const index = indexOf.get(test);
    if (index !== undefined) each(texts, (reach) => addReader(reach, index));
  }
}

export function failed(state: TestState): boolean {
  return state === 'fail' || state === 'timeout';
}

function addReader(reach: Reach, test: number): void {
  if (reach.first.includes(test) || reach.again.includes(test)) return;
  reach.first.push(test);
  reach.readers = [...(reach.readers ?? []), test];
}

function reachIn(mutant: RunMutant, file: RunFile): Reach {
  const last = mutant.reach.at(-1);
  if (last?.fileIndex === file.index) return last;
  const fresh: Reach = { fileIndex: file.index, atLoad: false, first: [], again: [] };
  mutant.reach.push(fresh);
  return fresh;
}

function indices({ tests }: RunFile): Map<string, number> {
  return new Map(tests.map((test) => [test.key, test.index]));
}

function isPlaced(mutant: InstrumentedFile['mutants'][number]): mutant is PlacedMutant {
  return 'number' in mutant;
}
