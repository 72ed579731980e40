import type { HistoryEntry } from '../../src/model/history.ts';

/** Three runs of the sample. */
export const history: HistoryEntry[] = [40, 52.5, 44.44].map((percent, index) => ({
  at: `2026-03-0${index + 1}T04:00:00.000Z`,
  commit: {
    hash: 'abc'.charAt(index).repeat(40),
    subject: 'the cart is emptied',
    ...(index === 1 && { changed: true as const }),
  },
  toolVersion: '0.1.0',
  realCoverage: { killed: 8, valid: 18, percent },
  claimedCoverage: { covered: 16, valid: 18, percent: 88.89 },
  functions: { weak: 2 },
  mutants: { killed: 8 },
  tests: 7,
  findings: { hollow: 1 },
  seconds: 4,
}));
