import { describe, expect, test } from 'vitest';
import { boundReading, markOutside, markSetups } from '../../../src/lab/clean/outside.ts';
import type { CleanRun, Reach } from '../../../src/model/run.ts';

/** A run with one file that costs so much, and three mutants of one source and one of another. */
function runWith(reach: Partial<Reach>, ms = 1): CleanRun {
  const mutants = ['a', 'a', 'a', 'b'].map((key, index) => ({
    index,
    key,
    mutant: { site: index },
    reach: key === 'a' ? [{ fileIndex: 0, atLoad: false, first: [], again: [], ...reach }] : [],
  }));
  return { tests: [], mutants, files: [{ file: 'a.test.ts', ms, tests: [] }] } as unknown as CleanRun;
}
const outside = ({ mutants }: CleanRun) => mutants.map((mutant) => mutant.outside);

describe('a test file that reads sources as text', () => {
  test('meets the breaks of them', () => {
    const run = runWith({ first: [0], reads: true, readers: [0] });
    boundReading(run);
    expect(outside(run)).toEqual(Array(4).fill(undefined));
    expect(run.mutants[0]?.reach[0]?.first).toEqual([0]);
  });

  test('meets those alone that it runs if that takes too long, and what it might notice is unproven', () => {
    const run = runWith({ first: [0, 1], again: [0], reads: true, readers: [1] }, 50_000);
    boundReading(run);
    expect(outside(run)).toEqual([
      ...Array(3).fill(expect.stringContaining('a.test.ts reads its file')),
      undefined,
    ]);
    expect(run.mutants[0]?.reach).toEqual([{ fileIndex: 0, atLoad: false, first: [0], again: [0] }]);
  });

  test('meets none where it runs nothing of them', () => {
    const run = runWith({ first: [1], reads: true, readers: [1], asText: true }, 50_000);
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
