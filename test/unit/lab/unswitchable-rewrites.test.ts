import { expect, test } from 'vitest';
import type { OnResult } from '../../../src/lab/job-runner.ts';
import type { Lab } from '../../../src/lab/lab.ts';
import type { Job, JournalLine } from '../../../src/lab/protocol.ts';
import { runWholeFiles } from '../../../src/lab/rounds/unswitchable-rewrites.ts';
import type { Mutant } from '../../../src/model/mutant.ts';
import { cleanRun, runMutant } from '../../helpers/run.ts';

/** A mutant that makes the text of its own file another one. */
function renamed(index: number): Mutant {
  const start = { line: 1, column: 1 };
  const location = { start, end: { line: 1, column: 2 } };
  const own = { id: `m${index}`, file: `s${index}.ts`, mutator: 'RenamedPrivates' };
  return { ...own, level: 'neutral', location, original: 'a', replacement: 'b' };
}

/** A lab in which test `n` of one file fails while any of the sources that are given for it is changed. */
function labOf(failing: Record<number, number[]>, tests: string[]) {
  let served: string[] = [];
  let starts = 0;
  const lab = {
    serve: (texts: { path: string }[]) => {
      served = texts.map(({ path }) => path);
    },
    restart: async () => {
      starts++;
    },
    run: async (jobs: Job[], onResult: OnResult) => {
      for (const job of jobs) {
        const fails = (index: number) =>
          (failing[index] ?? []).some((source) => served.includes(`/s${source}.ts`));
        const lines = tests.map((key, index) => ({
          kind: 'dry-test',
          test: key,
          state: fails(index) ? 'fail' : 'pass',
        }));
        onResult({ job, lines: [...lines, { kind: 'dry-file' }] as JournalLine[] });
      }
    },
  };
  return { lab: lab as unknown as Lab, starts: () => starts };
}

async function couplingsOf(count: number, failing: Record<number, number[]>) {
  const run = cleanRun([3]);
  const mutants = Array.from({ length: count }, (_, index) => renamed(index));
  const reach = [{ fileIndex: 0, atLoad: false, first: [0, 1, 2], again: [0, 1, 2] }];
  run.mutants = mutants.map((mutant, index) => runMutant(index, { file: mutant.file }, reach));
  const { lab, starts } = labOf(failing, ['0', '1', '2']);
  const { signal } = new AbortController();
  const context = { lab, run, root: '/', timeoutFactor: 10, original: () => 'a', signal };
  const couplings = await runWholeFiles(context, mutants);
  return { couplings: couplings.map(({ mutant, tests }) => [mutant.id, tests]), starts: starts() };
}

test('where nothing fails, one start of Vitest is enough for all of them', async () => {
  expect(await couplingsOf(20, {})).toEqual({ couplings: [], starts: 1 });
});

test('what fails is told apart, however many there are', async () => {
  const { couplings, starts } = await couplingsOf(20, { 1: [17], 2: [3, 17] });
  expect(couplings).toEqual([
    ['m3', [2]],
    ['m17', [1, 2]],
  ]);
  expect(starts).toBeLessThan(22);
});

test('what fails with the originals too is not coupled', async () => {
  const run = cleanRun([1]);
  const mutant = renamed(0);
  run.mutants = [runMutant(0, { file: mutant.file }, [{ fileIndex: 0, atLoad: true, first: [], again: [] }])];
  const { lab } = labOf({}, []);
  const { signal } = new AbortController();
  const context = { lab, run, root: '/', timeoutFactor: 10, original: () => 'a', signal };
  expect(await runWholeFiles(context, [mutant])).toEqual([]);
});
