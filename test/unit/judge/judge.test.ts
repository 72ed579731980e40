import { expect, test } from 'vitest';
import { judge } from '../../../src/judge/judge.ts';
import type { FileEvidence } from '../../../src/model/evidence.ts';
import type { InstrumentedFile } from '../../../src/model/instrumented.ts';
import type { Reach } from '../../../src/model/run.ts';
import { cleanRun, evidenceIn, evidenceOf, fileEvidence, runMutant } from '../../helpers/run.ts';

// Two files; the first has tests 0 and 1, the second test 2.
const run = cleanRun([2, 1]);
const reach: Reach[] = [{ fileIndex: 0, atLoad: false, first: [1, 0], again: [1, 0] }];
const atLoad: Reach[] = [{ fileIndex: 1, atLoad: true, first: [], again: [] }];
run.mutants = [
  runMutant(0, {}, reach),
  runMutant(1, { level: 'statement' }, reach),
  runMutant(2, { level: 'statement' }, atLoad),
  runMutant(3, { level: 'probe' }, reach),
];
const evidence = evidenceIn(run.mutants, [
  evidenceOf({ kills: new Set([0]), passes: new Set([1]) }),
  evidenceOf({ kills: new Set([0, 1]), thrown: [1] }),
  evidenceOf(),
  evidenceOf({ kills: new Set([0]), passes: new Set([1]) }),
]);
const others = [
  { ...runMutant(4, {}, []).mutant, id: 'ignored', ignored: 'by a comment' },
  { ...runMutant(5, {}, []).mutant, id: 'invalid', invalid: 'does not parse' },
].map(({ number: _, site: __, ...mutant }) => mutant);
const file = {
  file: 'a.ts',
  functions: [],
  mutants: [...run.mutants.map(({ mutant }) => mutant), ...others],
};
const judged = judge([file as unknown as InstrumentedFile], run, evidence);

test('each mutant has its verdict and the tests that reach it, in the order of the tests', () => {
  expect(judged.mutants.map(({ id, status, coveredBy }) => ({ id, status, coveredBy }))).toEqual([
    { id: 'm0', status: 'killed', coveredBy: ['t0', 't1'] },
    { id: 'm1', status: 'killed', coveredBy: ['t0', 't1'] },
    { id: 'm2', status: 'unproven', coveredBy: ['t2'] },
    { id: 'm3', status: 'killed', coveredBy: ['t0', 't1'] },
    { id: 'ignored', status: 'ignored', coveredBy: [] },
    { id: 'invalid', status: 'invalid', coveredBy: [] },
  ]);
});

test('what does not run says why', () => {
  expect(judged.mutants.slice(4).map(({ reason }) => reason)).toEqual(['by a comment', 'does not parse']);
});

test('each test has what it covers, kills and alone kills, probes aside', () => {
  expect(judged.tests.map(({ id, covers, kills, onlyKiller }) => [id, covers, kills, onlyKiller])).toEqual([
    ['t0', 2, 2, 1],
    ['t1', 2, 1, 0],
    ['t2', 1, 0, 0],
  ]);
});

test('kills that any test would make, as the broken code throws, are counted apart', () => {
  expect(judged.tests.map(({ crashes }) => crashes)).toEqual([undefined, 1, undefined]);
});

test.each([
  { seen: 'in place only', waits: [0], notRun: undefined, status: 'unproven' },
  { seen: 'in its file, where the first test waits', waitedIn: 't0', waits: [], notRun: 3 },
  { seen: 'in its file, after another test waited in place', waitedIn: 't0', waits: [2], notRun: 2 },
  { seen: 'in its file, where the last test waits', waitedIn: 't2', waits: [], notRun: 1 },
  { seen: 'while its file loads', waitedIn: undefined, waits: [], notRun: 4 },
])('a break with which tests wait $seen has the number of tests that were not run', (each) => {
  const waitingRun = cleanRun([3, 1]);
  const all: Reach[] = [
    { fileIndex: 0, atLoad: false, first: [0, 1, 2], again: [0, 1, 2] },
    { fileIndex: 1, atLoad: false, first: [3], again: [3] },
  ];
  waitingRun.mutants = [runMutant(0, {}, all)];
  const { waits, waitedIn, status = 'timeout', notRun } = each;
  const timedOut = {
    timedOut: true,
    wallClock: true,
    complete: false,
    ...(waitedIn !== undefined && { waitedIn }),
  };
  const files = status === 'timeout' ? [[0, fileEvidence(timedOut)] as [number, FileEvidence]] : [];
  const seen = evidenceOf({ waits, files });
  const mutants = waitingRun.mutants.map(({ mutant }) => mutant);
  const instrumented = [{ file: 'a.ts', functions: [], mutants }] as unknown as InstrumentedFile[];
  const [mutant] = judge(instrumented, waitingRun, evidenceIn(waitingRun.mutants, [seen])).mutants;
  expect([mutant!.status, mutant!.notRun]).toEqual([status, notRun]);
});
