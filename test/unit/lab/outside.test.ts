import { describe, expect, test } from 'vitest';
import { boundReading, markOutside, markSetups } from '../../../src/lab/outside.ts';
import type { CleanRun, Reach } from '../../../src/model/run.ts';

const tests = [
  { key: 'quick', ms: 1 },
  { key: 'slow', ms: 50_000 },
];

/** A run of these tests, with three mutants of one file and one of another. */
function runWith(reach: Partial<Reach>): CleanRun {
  const mutants = ['a', 'a', 'a', 'b'].map((key, index) => ({
    index,
    key,
    mutant: { site: index },
    reach: key === 'a' ? [{ fileIndex: 0, atLoad: false, first: [], again: [], ...reach }] : [],
  }));
  return { tests, mutants, files: [] } as unknown as CleanRun;
}
const outside = ({ mutants }: CleanRun) => mutants.map((mutant) => mutant.outside);

describe('a test that reads sources as text', () => {
  test('meets the breaks of them', () => {
    const run = runWith({ first: [0], again: [0], readers: [0] });
    boundReading(run);
    expect(outside(run)).toEqual(Array(4).fill(undefined));
    expect(run.mutants[0]?.reach[0]?.first).toEqual([0]);
  });

  test('meets none if that takes too long, and what it might notice is unproven', () => {
    const run = runWith({ first: [0, 1], again: [0, 1], readers: [1] });
    boundReading(run);
    expect(outside(run)).toEqual([
      ...Array(3).fill(expect.stringContaining('"slow" reads its file')),
      undefined,
    ]);
    expect(run.mutants[0]?.reach).toEqual([
      { fileIndex: 0, atLoad: false, first: [0], again: [0], readers: [] },
    ]);
  });

  test('is left out whole where nothing else reaches them', () => {
    const run = runWith({ first: [1], again: [1], readers: [1], asText: true });
    boundReading(run);
    expect(run.mutants.map(({ reach }) => reach)).toEqual([[], [], [], []]);
  });
});

test('what is loaded or copied elsewhere is outside of the test process', () => {
  const run = runWith({});
  markOutside(run, 'a.test.ts', { unserved: ['b'], copied: ['a'] });
  expect(outside(run)).toEqual([
    ...Array(3).fill(expect.stringContaining('a.test.ts copies its file')),
    expect.stringContaining('a.test.ts starts what loads its file'),
  ]);
  const any = runWith({});
  markOutside(any, 'a.test.ts', { unserved: ['*'] });
  expect(outside(any)).not.toContain(undefined);
});

test('so are the places that a global setup reaches', () => {
  const run = runWith({});
  markSetups(run, { hits: { a: [1] }, unserved: [] });
  expect(outside(run)).toEqual([undefined, expect.stringContaining('global setup'), undefined, undefined]);
});
