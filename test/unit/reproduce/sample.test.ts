import { expect, test } from 'vitest';
import type { Audit, AuditedMutant, MutantStatus } from '../../../src/model/audit.ts';
import { sample } from '../../../src/reproduce/sample.ts';
import { sampleAudit } from '../../helpers/sample-audit.ts';

const base = sampleAudit().mutants[0]!;
const some = (status: MutantStatus, count: number): AuditedMutant[] =>
  Array.from({ length: count }, (_, index) => ({ ...base, id: `${status}-${index}`, status }));
const audit: Audit = {
  ...sampleAudit(),
  mutants: [
    ...some('survived', 20),
    ...some('killed', 15),
    ...some('timeout', 5),
    ...some('unproven', 20),
    ...some('accepted', 20),
  ],
};
const ids = (seed: number, from = audit, count = 4): string[] =>
  sample(from, count, seed).map(({ id }) => id);

test('as many survivors as kills are picked, time-outs among the kills, and nothing else', () => {
  const statuses = sample(audit, 12, 1).map(({ status }) => (status === 'timeout' ? 'killed' : status));
  expect(statuses).toEqual([...Array(12).fill('survived'), ...Array(12).fill('killed')]);
  expect(new Set(ids(1, audit, 20)).size).toBe(40);
});

test('the same seed picks the same ones, whatever their order; another one picks others', () => {
  const turned = { ...audit, mutants: audit.mutants.toReversed() };
  expect(ids(1, turned)).toEqual(ids(1));
  expect(ids(2)).not.toEqual(ids(1));
});

test('there may be fewer than asked for', () => {
  expect(ids(1, { ...audit, mutants: some('survived', 2) }).sort()).toEqual(['survived-0', 'survived-1']);
});

test('what depends on the wall clock is not picked', () => {
  const slow = some('timeout', 3).map((mutant) => ({ ...mutant, wallClock: true as const }));
  expect(ids(1, { ...audit, mutants: slow })).toEqual([]);
});
