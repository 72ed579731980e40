import { expect, test } from 'vitest';
import { costCells, median, renderChange, table } from '../../../bench/render.ts';

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

test('the audit of a change stands beside the related tests, by medians', () => {
  const costs = (...ms: number[]) => ms.map((wallMs) => ({ wallMs, cpuMs: 2 * wallMs }));
  const text = renderChange({
    vitest: '4.1.0',
    patch: 'one.patch',
    files: ['src/a.ts'],
    cold: { wallMs: 9000 },
    warm: costs(5000, 4000, 6000),
    related: costs(2000, 2500, 3000),
    base: 'run',
    gate: 'none',
    breaks: 15,
    tests: 461,
  });
  expect(text).toContain('src/a.ts: 15 breaks, 461 tests, base run, gate none');
  expect(text).toMatch(/^audit +5\.00 s +5\.00 s, 4\.00 s, 6\.00 s +10\.0 s$/m);
  expect(text).toContain('audit / vitest related: 2.00');
});
