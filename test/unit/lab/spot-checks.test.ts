import { expect, test } from 'vitest';
import { setApart } from '../../../src/lab/clean/apart.ts';
import type { JobRunner } from '../../../src/lab/job-runner.ts';
import type { FileJob, FileRow, Job, JournalLine } from '../../../src/lab/protocol.ts';
import { EvidenceStore } from '../../../src/lab/rounds/evidence-store.ts';
import { pickSpots, type Spot, spotsOfAccused, wrongFiles } from '../../../src/lab/rounds/spot-checks.ts';
import type { CleanRun } from '../../../src/model/run.ts';
import { cleanRun, runMutant } from '../../helpers/run.ts';

/** Files with one test each, and so many breaks of one function each that the test of the file passes with. */
function surviving(files: number, breaks: number): { run: CleanRun; evidenceStore: EvidenceStore } {
  const run = cleanRun(Array.from({ length: files }, () => 1));
  for (const { index: fileIndex } of run.files)
    for (let each = 0; each < breaks; each++) {
      const reach = [{ fileIndex, atLoad: false, first: [fileIndex], again: [fileIndex] }];
      run.mutants.push(runMutant(run.mutants.length, { function: `f${fileIndex}-${each >> 1}` }, reach));
    }
  const evidenceStore = new EvidenceStore(run.mutants, () => 1);
  for (const { mutant, reach } of run.mutants)
    evidenceStore.of(mutant.id).passes.add(`t${reach[0]!.fileIndex}`);
  return { run, evidenceStore };
}

const named = (spots: Spot[]) =>
  spots.map(({ file, mutant, where, found }) => [file.index, mutant.index, where, found]);

test('of a file in which little may be left over, one survivor is checked', () => {
  const { run, evidenceStore } = surviving(2, 4);
  expect(named(pickSpots(run, evidenceStore, 0))).toEqual([
    [0, 0, 'first', 'survived'],
    [1, 4, 'first', 'survived'],
  ]);
  expect(named(pickSpots(run, evidenceStore, 1))).toEqual([
    [0, 2, 'first', 'survived'],
    [1, 6, 'first', 'survived'],
  ]);
});

test('of one in which much may be left over, survivors of different functions and a kill, the first in a process alone', () => {
  const { run, evidenceStore } = surviving(1, 5);
  run.files[0]!.keepsState = true;
  evidenceStore.of('m0').kills.set('t0', {});
  expect(named(pickSpots(run, evidenceStore, 0))).toEqual([
    [0, 1, 'fresh', 'survived'],
    [0, 2, 'first', 'survived'],
    [0, 0, 'first', 'killed'],
  ]);
});

test('of very many files each has one check, of fewer there are more', () => {
  const checkedIn = (files: number) => {
    const { run, evidenceStore } = surviving(files, 4);
    for (const file of run.files) file.keepsState = true;
    return pickSpots(run, evidenceStore, 0).map(({ file }) => file.index);
  };
  expect(checkedIn(200)).toEqual(Array.from({ length: 200 }, (_, index) => index));
  expect(checkedIn(30)).toHaveLength(48);
});

test('files that have processes of their own need no check', () => {
  const { run, evidenceStore } = surviving(1, 2);
  setApart(run, run.files[0]!);
  expect(pickSpots(run, evidenceStore, 0)).toEqual([]);
});

/** Fails the tests with these keys in every file job; without a break, all pass but `broken`. */
function labIn(failing: string[], broken: string[] = []): JobRunner {
  const row = ({ mutant }: FileJob): FileRow => ({
    ...{
      kind: 'file',
      mutant: mutant.id,
      hit: true,
      killers: [],
      thrown: [],
      timeouts: [],
      complete: true,
    },
    ...(failing.length > 0 && { spoiled: 'not run again', suspects: { tests: failing } }),
  });
  const clean = (key: string) => ({
    kind: 'dry-test',
    test: key,
    state: broken.includes(key) ? 'fail' : 'pass',
  });
  return {
    knowCosts() {},
    async run(jobs, onResult) {
      const lines = (job: Job) =>
        job.kind === 'file' ? [row(job)] : [...failing.map(clean), { kind: 'dry-file' }];
      for (const job of jobs) onResult({ job, lines: lines(job) as JournalLine[] });
    },
  };
}

test.each([
  { found: 'survived' as const, failing: ['0'], broken: [], isWrong: true },
  { found: 'survived' as const, failing: [], broken: [], isWrong: false },
  { found: 'survived' as const, failing: ['0'], broken: ['0'], isWrong: false },
  { found: 'killed' as const, failing: [], broken: [], isWrong: true },
  { found: 'killed' as const, failing: ['0'], broken: [], isWrong: false },
  { found: { passing: ['0'] }, failing: ['0'], broken: [], isWrong: true },
  { found: { passing: ['1'] }, failing: ['0'], broken: [], isWrong: false },
])(
  'found $found; in a process of its own $failing fail, and $broken without the break: wrong is $isWrong',
  async ({ found, failing, broken, isWrong }) => {
    const { run } = surviving(1, 1);
    const spot: Spot = { file: run.files[0]!, mutant: run.mutants[0]!, where: 'first', found };
    const wrong = await wrongFiles(labIn(failing, broken), [spot]);
    expect([...wrong]).toEqual(isWrong ? [run.files[0]] : []);
  },
);

test('accused tests of a file are checked with one break, where they pass with the same', () => {
  const run = cleanRun([2, 1]);
  const [a, b, c] = [0, 1, 2].map((index) => runMutant(index, {}, []));
  const spots = spotsOfAccused(run, [
    { test: 0, mutants: [a!, b!] },
    { test: 1, mutants: [c!, a!] },
    { test: 2, mutants: [c!] },
  ]);
  expect(named(spots)).toEqual([
    [0, 0, 'fresh', { passing: ['0', '1'] }],
    [1, 2, 'fresh', { passing: ['2'] }],
  ]);
});

test('a file that has processes of its own is judged by nothing that was repeated in place', () => {
  const { run, evidenceStore } = surviving(2, 1);
  run.mutants[0]!.reach.push({ fileIndex: 1, atLoad: false, first: [], again: [1] });
  evidenceStore.of('m0').kills.set('t1', {});
  evidenceStore.of('m0').passes.add('t1');
  setApart(run, run.files[1]!);
  evidenceStore.forget(run.files[1]!);
  expect(run.mutants.map(({ reach }) => reach)).toEqual([
    [{ fileIndex: 0, atLoad: false, first: [0], again: [0] }],
    [{ fileIndex: 1, atLoad: false, first: [1], again: [] }],
  ]);
  expect(evidenceStore.of('m0')).toMatchObject({ kills: new Map(), passes: new Set(['t0']) });
});
