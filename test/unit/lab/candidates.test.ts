import { expect, test } from 'vitest';
import { candidateOrder, provenFirst } from '../../../src/lab/plan/candidates.ts';
import type { PlacedMutant } from '../../../src/model/instrumented.ts';
import type { CleanRun, Reach, RunFile, RunMutant, RunTest } from '../../../src/model/run.ts';
import { evidenceIn, evidenceOf } from '../../helpers/run.ts';

test('a mutant meets the file named like its source first, then files that reach few mutants', () => {
  const files = ['test/app.test.ts', 'test/deep/cart.service.spec.ts', 'test/few.test.ts'].map(runFile);
  const cart = mutant(0, 'src/cart.service.ts', [0, 1, 2]);
  const others = [1, 2, 3].map((index) => mutant(index, 'src/other.ts', [0]));
  const run: CleanRun = {
    files,
    tests: [],
    mutants: [cart, ...others],
    red: [],
    unstable: [],
    leftOut: [],
    interrupted: false,
  };
  expect(candidateOrder(run)(cart).map(({ fileIndex }) => files[fileIndex]?.file)).toEqual([
    'test/deep/cart.service.spec.ts',
    'test/few.test.ts',
    'test/app.test.ts',
  ]);
});

test('a file that costs as much as many others comes last, whatever its name', () => {
  const files = ['test/cart.test.ts', 'test/other.test.ts'].map(runFile);
  const [dear] = files;
  if (dear) dear.ms = 5_000;
  const cart = mutant(0, 'src/cart.ts', [0, 1]);
  const run: CleanRun = {
    files,
    tests: [],
    mutants: [cart],
    red: [],
    unstable: [],
    leftOut: [],
    interrupted: false,
  };
  expect(candidateOrder(run)(cart).map(({ fileIndex }) => fileIndex)).toEqual([1, 0]);
});

test('a file that killed other mutants of the same source comes first in file mode', () => {
  const files = ['test/a.test.ts', 'test/b.test.ts'].map(runFile);
  const tests = files.map((file) => ({ id: `t${file.index}`, fileIndex: file.index }) as RunTest);
  const mutants = [mutant(0, 'src/cart.ts', [0, 1]), mutant(1, 'src/cart.ts', [0, 1])];
  const run: CleanRun = { files, tests, mutants, red: [], unstable: [], leftOut: [], interrupted: false };
  const evidence = evidenceIn(
    mutants,
    [[], [1]].map((kills) => evidenceOf({ kills })),
  );
  const [first] = mutants;
  const order = first && provenFirst(run, evidence)(first, first.reach);
  expect(order?.map(({ fileIndex }) => fileIndex)).toEqual([1, 0]);
});

function runFile(file: string, index: number): RunFile {
  return { id: file, index, project: '', path: `/${file}`, file, tests: [], ms: 1, steps: 1 };
}

function mutant(index: number, file: string, fileIndices: number[]): RunMutant {
  const reach = fileIndices.map((fileIndex): Reach => ({ fileIndex, atLoad: false, first: [], again: [] }));
  return { index, key: 'k', mutant: { id: `m${index}`, file } as PlacedMutant, reach };
}
