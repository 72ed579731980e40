import { expect, test } from 'vitest';
import { noticesOfUnrelated } from '../../../src/lab/open.ts';

const files = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    project: '',
    path: `/t${index}.test.ts`,
    environment: 'node',
  }));

test.each([
  [1, 3, [], ['src/a.ts'], ['1 of 3 test files imports src/a.ts, directly or not; the others are not run']],
  [
    2,
    3,
    [],
    ['src/a.ts', 'src/b.ts'],
    ['2 of 3 test files import the 2 sources, directly or not; the others are not run'],
  ],
  [3, 3, [], ['src/a.ts'], []],
  [2, 3, ['t0*'], ['src/a.ts'], []],
  [3, 3, [], undefined, []],
  [0, 3, [], [], []],
])(
  'of %i of %i test files, with --tests %j and the sources %j, it is said: %j',
  (run, all, named, sources, said) => {
    expect(noticesOfUnrelated(files(run), files(all), named, sources).map(({ message }) => message)).toEqual(
      said,
    );
  },
);
