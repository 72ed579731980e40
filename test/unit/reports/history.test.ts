import { expect, test } from 'vitest';
import { renderHistory } from '../../../reports/index.ts';
import { historyOn } from '../../helpers/history.ts';

const style = { colors: false, width: 120 };
const coverage = (percent: number) => ({ killed: 1, valid: 2, percent });

test('every audit has its figures, and by how much they moved', () => {
  const history = [
    historyOn(1, { commit: { hash: 'a1b2c3d4e5', subject: 'First' } }),
    historyOn(2, {
      commit: { hash: 'b2c3d4e5f6', subject: 'Tests the \x1b[2Jcart', changed: true },
      realCoverage: coverage(61.2),
      functions: { weak: 1, 'pseudo-tested': 1, tested: 3, untested: 1 },
      findings: { 'swallows-failure': 1, hollow: 2, smoke: 4 },
    }),
    historyOn(3, { realCoverage: coverage(60) }),
  ];
  expect(renderHistory(history, style)).toBe(
    `when (UTC)        commit    real     claimed  pseudo-tested  untested  weak  theater
2026-01-01 02:03  a1b2c3d   44%      89%      1              1         2     1        First
2026-02-01 02:03  b2c3d4e+  61% +17  89%      1              1         1 −1  3 +2     Tests the \\u001b[2Jcart
2026-03-01 02:03            60% −1   89%      1              1         2 +1  1 −2
`,
  );
});

test('the last twenty are shown, the first of them against the one before', () => {
  const history = Array.from({ length: 23 }, (_, index) =>
    historyOn(1, { realCoverage: coverage(index + 1) }),
  );
  const lines = renderHistory(history, style).split('\n');
  expect(lines).toHaveLength(1 + 20 + 1 + 1);
  expect(lines[1]).toContain('4% +1');
  expect(lines.at(-2)).toBe('3 older audits in --json');
});

test('to accept breaks is no progress, and has a column', () => {
  const history = [
    historyOn(1, { realCoverage: { killed: 70, valid: 100, percent: 70 }, mutants: { killed: 70 } }),
    historyOn(2, {
      realCoverage: { killed: 70, valid: 70, percent: 100 },
      mutants: { killed: 70, accepted: 30 },
    }),
  ];
  const [titles, , last] = renderHistory(history, style).split('\n');
  expect(titles).toMatch(/theater {2}accepted$/);
  expect(last).toMatch(/ 100% {2,}\d.*30 \+30$/);
});

test('where there is none, it says how one comes', () => {
  expect(renderHistory([], style)).toBe(
    'no audit of the whole project was kept yet; realcov audit does that\n',
  );
});
