/** The sample audit as one of a change: new survivors, a lost kill, an old survivor, and a hollow test that was added. */
import type { Audit } from '../../src/model/audit.ts';
import type { Change, UnnoticedOfChange } from '../../src/model/change.ts';
import { sampleAudit } from './sample-audit.ts';

const unnoticed: UnnoticedOfChange[] = [
  { id: 'e5f60718', kind: 'old' },
  { id: '07182930', kind: 'new-survivor', isNewCode: true, rank: 2 },
  { id: '30415263', kind: 'new-survivor', arid: 'a message' },
  {
    id: 'e1526374',
    kind: 'lost-kill',
    before: 'killed',
    noticedBefore: [
      { file: 'test/money.test.ts', name: 'money > takes all of it off' },
      { file: 'test/money.test.ts', name: 'money > takes half off' },
      { file: 'test/cart.test.ts', name: 'cart > is free' },
    ],
    rank: 1,
  },
  { id: '85960718', kind: 'unknown', rank: 3 },
];

export function shopChange(changes: Partial<Change> = {}): Audit {
  return sampleAudit({
    part: { since: 'main' },
    change: {
      base: { ref: 'main', commit: '0d3ece10d3ece10d3ece10d3ece10d3ece10d3ec', compared: 'run' },
      changed: { sources: 2, tests: 1, others: 0 },
      functions: [
        { id: 'f-total', why: 'new' },
        { id: 'f-round', why: 'caller' },
        { id: 'f-discount', why: 'changed' },
      ],
      unnoticed,
      tests: [
        { id: 't-total', what: 'added', findings: ['swallows-failure'] },
        { id: 't-round', what: 'edited', witness: 'a7182930', findings: [] },
      ],
      testsGone: [{ file: 'test/money.test.ts', name: 'money > takes all of it off', why: 'deleted' }],
      coverage: { killed: 5, valid: 12, percent: 41.67 },
      ...changes,
    },
  });
}
