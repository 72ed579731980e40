import { expect, test } from 'vitest';
import { noticesOfChance } from '../../../src/judge/chance.ts';
import { judge } from '../../../src/judge/judge.ts';
import { chanceRound } from '../../../src/lab/rounds/chance-round.ts';
import { EvidenceStore } from '../../../src/lab/rounds/evidence-store.ts';
import type { InstrumentedFile } from '../../../src/model/instrumented.ts';
import { effectivenessOf } from '../../../src/theater/effectiveness.ts';
import { type Answers, FakeLab } from '../../helpers/fake-lab.ts';
import { cleanRun, evidenceOf, fileEvidence, runMutant } from '../../helpers/run.ts';

/** Three tests of one file reach two breaks; the first two draw at random. Test 0 kills break 0, nothing kills break 1. */
async function suiteOf(answer: Answers, ms = 1, costly?: string) {
  const run = cleanRun([3]);
  for (const index of [0, 1]) Object.assign(run.tests[index]!, { draws: true, ms });
  const reach = [{ fileIndex: 0, atLoad: false, first: [0, 1, 2], again: [0, 1, 2] }];
  run.mutants = [runMutant(0, {}, reach), runMutant(1, {}, reach)];
  const evidenceStore = new EvidenceStore(run.mutants, () => 1);
  evidenceStore.add('m0', evidenceOf({ kills: [0], passes: [1, 2] }));
  evidenceStore.add('m1', evidenceOf({ passes: [0, 1, 2], files: [[0, fileEvidence()]] }));
  if (costly !== undefined) evidenceStore.costsWorker(costly);
  const lab = new FakeLab(answer);
  await chanceRound({ lab, run, evidenceStore, signal: new AbortController().signal });
  const files = [{ mutants: run.mutants.map(({ mutant }) => mutant), functions: [] }];
  const judged = judge(files as unknown as InstrumentedFile[], run, evidenceStore.evidence);
  return {
    lab,
    run,
    evidenceStore,
    judged,
    chances: judged.mutants.map(({ byChance }) => byChance === true),
  };
}

test('a kill that no test repeats with other draws, and a survivor that one then kills, are matters of chance', async () => {
  const { judged, chances } = await suiteOf((_test, mutant, { draws }) =>
    mutant === 'm1' && draws === 2 ? 'killed' : 'survived',
  );
  expect(judged.mutants.map(({ status }) => status)).toEqual(['killed', 'survived']);
  expect(chances).toEqual([true, true]);
  expect(noticesOfChance(judged).map(({ message }) => message)).toEqual([
    '2 verdicts depend on what tests draw at random ("0", "1"): with other draws they were others; give these tests a seed, or more draws: m0, m1',
  ]);
});

test('what comes out the same with all draws is not, and nothing is said of tests that only draw', async () => {
  const { judged, chances } = await suiteOf((test, mutant) =>
    test === '0' && mutant === 'm0' ? 'killed' : 'survived',
  );
  expect(chances).toEqual([false, false]);
  expect(noticesOfChance(judged)).toEqual([]);
  expect(judged.tests.map(({ draws }) => draws)).toEqual([true, true, undefined]);
});

test('tests that do not draw are not run again, and what a lost worker does not say is not known', async () => {
  const { lab, chances } = await suiteOf(() => 'ended');
  expect([...lab.tries.keys()].filter((pair) => pair.startsWith('2'))).toEqual([]);
  expect(chances).toEqual([false, false]);
});

test('a break with which a test waits is not run again, as the other breaks would be lost with the worker', async () => {
  const { lab } = await suiteOf(() => 'survived', 1, 'm1');
  expect([...lab.tries.keys()].filter((pair) => pair.endsWith('m1'))).toEqual([]);
  expect([...lab.tries.keys()].length).toBeGreaterThan(0);
});

test('a kill that another killer bears out with the other draws is no matter of chance', async () => {
  const { evidenceStore } = await suiteOf(() => 'survived');
  expect([...evidenceStore.of('m0').missesOtherwise].sort()).toEqual(['t0', 't1']);
  evidenceStore.of('m0').kills.set('t2', {});
  const run = cleanRun([3]);
  run.mutants = [runMutant(0, {}, [])];
  const files = [{ mutants: run.mutants.map(({ mutant }) => mutant), functions: [] }];
  const judged = judge(files as unknown as InstrumentedFile[], run, evidenceStore.evidence);
  expect(judged.mutants[0]!.byChance).toBeUndefined();
});

test('of a test that notices a break only with other draws it is not said that it notices nothing', async () => {
  const { run, evidenceStore } = await suiteOf((test) => (test === '1' ? 'killed' : 'survived'));
  const [, drawing, steady] = effectivenessOf(run, evidenceStore.evidence);
  expect(drawing).toMatchObject({ passes: [], unknown: 2 });
  expect(steady).toMatchObject({ passes: run.mutants, unknown: 0 });
});

test('slow tests are asked with fewer draws than fast ones', async () => {
  const { lab: fast } = await suiteOf(() => 'survived');
  const { lab: slow } = await suiteOf(() => 'survived', 1_000);
  expect(Math.max(...fast.tries.values())).toBe(24);
  expect(Math.max(...slow.tries.values())).toBe(4);
});

test('a busy machine, on which fast tests take ten times as long, asks with as many draws', async () => {
  const { lab: quiet } = await suiteOf(() => 'survived', 1);
  const { lab: busy } = await suiteOf(() => 'survived', 90);
  expect(busy.tries).toEqual(quiet.tries);
});
