import { describe, expect, test } from 'vitest';
import type { Audit } from '../../../src/model/audit.ts';
import type { Change, UnnoticedOfChange } from '../../../src/model/change.ts';
import type { DecisionKind } from '../../../src/model/decision.ts';
import { withRanks } from '../../../src/ranking/ranks.ts';
import { decided } from '../../helpers/decisions.ts';
import { sampleAudit, sampleSources } from '../../helpers/sample-audit.ts';
import { changedAudit, largeChange } from '../../helpers/sample-change.ts';

const read = (file: string) => sampleSources[file];

/** Ids of what is shown first, in that order. */
function shown({ change }: Audit): string[] {
  return (change?.unnoticed ?? [])
    .filter(({ rank }) => rank !== undefined)
    .toSorted((a, b) => a.rank! - b.rank!)
    .map(({ id }) => id);
}

/** The breaks of `discount` alone, as new survivors of a change. */
function onlyDiscount(ids: string[], kind: Change['unnoticed'][number]['kind'] = 'new-survivor'): Audit {
  const audit = sampleAudit();
  for (const mutant of audit.mutants) if (ids.includes(mutant.id)) mutant.status = 'survived';
  return changedAudit({ unnoticed: ids.map((id) => ({ id, kind })) }, { mutants: audit.mutants });
}

test('deleted bodies come first, long ones before short ones, and stand for all that is in them; a message is left out', () => {
  const audit = withRanks(changedAudit(), read, []);
  expect(shown(audit)).toEqual(['85960718', '07182930', 'e1526374']);
  const arid = audit.change?.unnoticed.filter((entry) => entry.arid !== undefined);
  expect(arid).toMatchObject([{ id: 'aa550001', arid: 'the text of an error message' }]);
});

test('what was unnoticed before has no rank, and neither has what could not be compared', () => {
  const ranks = withRanks(changedAudit(), read, []).change?.unnoticed.filter(({ kind }) =>
    ['old', 'unknown'].includes(kind),
  );
  expect(ranks?.map(({ rank, arid }) => [rank, arid])).toEqual(Array(3).fill([undefined, undefined]));
});

test('of a line only one is shown, and of the constants that a function may give as well, which stand for the parts of its body', () => {
  const constants = ['18293041', '29304152', '30415263'];
  expect(shown(withRanks(onlyDiscount(constants), read, []))).toEqual(['18293041']);
  const partly = onlyDiscount(constants);
  // Tests notice another part of the body, so that its parts tell what is missing.
  const part = partly.mutants.find(({ id }) => id === '30415263')!;
  partly.mutants.push({ ...part, id: 'noticed', status: 'killed' });
  expect(shown(withRanks(partly, read, []))).toEqual(['18293041', '30415263']);
  const onOneLine = ['f2637485', 'e1526374'];
  expect(shown(withRanks(onlyDiscount(onOneLine), read, []))).toHaveLength(1);
});

test('of a function of which tests notice nearly everything, new code is left out, and one is shown of what was noticed before', () => {
  const audit = largeChange(3);
  const ids = audit.mutants.filter(({ id }) => id.startsWith('9000')).map(({ id }) => id);
  /** The three breaks, beside so many of the same function that tests notice. */
  const shownBeside = (noticed: number, entry: Pick<UnnoticedOfChange, 'kind' | 'isNewCode'>) => {
    const mutants = audit.mutants.filter(({ id }) => ids.includes(id));
    const others = Array.from({ length: noticed }, (_, index) => ({
      ...mutants[0]!,
      id: `noticed${index}`,
      status: 'killed' as const,
    }));
    const change = { ...audit.change!, unnoticed: ids.map((id) => ({ id, ...entry })) };
    return withRanks({ ...audit, change, mutants: [...mutants, ...others] }, read, []);
  };
  const isNew = { kind: 'new-survivor', isNewCode: true } as const;
  expect(shown(shownBeside(11, isNew))).toHaveLength(3);
  const rest = shownBeside(12, isNew);
  expect(shown(rest)).toEqual([]);
  expect(rest.change!.unnoticed.map((entry: UnnoticedOfChange) => entry.arid)).toEqual(
    Array(3).fill('in a function whose breaks are nearly all noticed'),
  );
  expect(shown(shownBeside(12, { kind: 'new-survivor' }))).toHaveLength(1);
  expect(shown(shownBeside(12, { kind: 'lost-kill' }))).toHaveLength(3);
});

test('among equals a break that tests noticed before comes first', () => {
  const audit = largeChange(2);
  audit.change!.unnoticed = audit.change!.unnoticed.slice(-2);
  audit.change!.unnoticed[1]!.kind = 'lost-kill';
  expect(shown(withRanks(audit, read, []))).toEqual(['90000001', '90000000']);
});

test('a source that cannot be read leaves nothing out', () => {
  const entries = withRanks(changedAudit(), () => undefined, []).change?.unnoticed ?? [];
  expect(entries.some(({ arid }) => arid !== undefined)).toBe(false);
  expect(entries.find(({ id }) => id === 'aa550001')?.rank).toBe(4);
});

test('it says the same of its own result, and nothing without a change', () => {
  const once = withRanks(changedAudit(), read, []);
  expect(withRanks(once, read, [])).toEqual(once);
  const plain = sampleAudit();
  expect(withRanks(plain, read, [])).toBe(plain);
});

describe('what people decided', () => {
  const many = (kind: DecisionKind, id: string, amount: number) =>
    Array.from({ length: amount }, () => decided(id, { kind }));
  const [statement, other] = ['e1526374', '30415263'];

  test('moves breaks of that kind', () => {
    const audit = onlyDiscount([statement, other]);
    expect(shown(withRanks(audit, read, []))).toEqual([statement, other]);
    expect(shown(withRanks(audit, read, many('not-worth-a-test', statement, 3)))).toEqual([other, statement]);
    expect(shown(withRanks(audit, read, many('equivalent', statement, 3)))).toEqual([other, statement]);
    expect(shown(withRanks(audit, read, many('needs-a-test', other, 3)))[0]).toBe(other);
  });

  test('one decision moves less than many', () => {
    const text = decided('d4e5f607', { kind: 'needs-a-test', mutator: 'StringLiteral', original: "'a'" });
    const audit = changedAudit({
      unnoticed: ['aa550001', 'e1526374'].map((id) => ({ id, kind: 'new-survivor' as const })),
    });
    const unread = () => undefined;
    expect(shown(withRanks(audit, unread, [text]))).toEqual(['e1526374', 'aa550001']);
    expect(shown(withRanks(audit, unread, Array(9).fill(text)))).toEqual(['aa550001', 'e1526374']);
  });

  test('a break that somebody wants a test for is first, wherever it lies', () => {
    const wanted = [decided('30415263', { kind: 'needs-a-test' })];
    expect(shown(withRanks(changedAudit(), read, wanted))[0]).toBe('30415263');
    const message = [decided('aa550001', { kind: 'needs-a-test' }, changedAudit())];
    expect(shown(withRanks(changedAudit(), read, message))[0]).toBe('aa550001');
  });

  test('the rate is said once there are twenty', () => {
    const usefulness = (decisions: ReturnType<typeof many>) =>
      withRanks(changedAudit(), read, decisions).change?.usefulness;
    expect(usefulness(many('needs-a-test', statement, 19))).toBeUndefined();
    const both = [...many('needs-a-test', statement, 15), ...many('equivalent', other, 6)];
    expect(usefulness(both)).toEqual({ needed: 15, decided: 21 });
  });
});
