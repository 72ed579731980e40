import { expect, test } from 'vitest';
import { costCells, median, table } from '../../../bench/render.ts';

test('columns of a table are as wide as their widest cell, the first to the left', () => {
  expect(
    table([
      ['', 'wall'],
      ['realcov', '1.00 s'],
    ]),
  ).toEqual(['            wall', 'realcov   1.00 s']);
});

test('what could not be measured is said to be so', () => {
  expect(costCells({ wallMs: 12_345 })).toEqual(['12.3 s', 'not measured', 'not measured']);
  expect(costCells({ wallMs: 1234, cpuMs: 0, peakBytes: 2 ** 21 })).toEqual(['1.23 s', '0.00 s', '2 MiB']);
});

test.each([
  [[3, 1, 2], 2],
  [[4, 1, 3, 2], 2.5],
  [[7], 7],
])('the median of %j is %d', (values, expected) => {
  expect(median(values)).toBe(expected);
});
