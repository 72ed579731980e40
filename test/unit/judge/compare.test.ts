import { describe, expect, test } from 'vitest';
import { compare, compareAlike } from '../../../src/judge/compare.ts';
import { decidedAudit } from '../../../src/judge/decisions.ts';
import { type Audit, isUnnoticed, type MutantStatus } from '../../../src/model/audit.ts';
import { isSameScope } from '../../../src/options/scope.ts';
import { decided } from '../../helpers/decisions.ts';
import { sampleAudit } from '../../helpers/sample-audit.ts';

/** The sample with some of its breaks in another state. */
function withStatuses(statuses: Record<string, MutantStatus>): Audit {
  const audit = sampleAudit();
  for (const mutant of audit.mutants) mutant.status = statuses[mutant.id] ?? mutant.status;
  return audit;
}

const survivor = 'e1526374';
const killed = 'd0415263';

test('an audit and itself differ in nothing', () => {
  expect(compare(sampleAudit(), sampleAudit())).toEqual({
    realCoverage: { before: 44.44, after: 44.44 },
    claimedCoverage: { before: 88.89, after: 88.89 },
    accepted: [],
    lost: [],
    won: [],
    functions: [],
    functionsAdded: [],
    functionsGone: [],
    findingsAdded: [],
    findingsGone: [],
    newUnnoticed: [],
  });
});

test('what they were made of is told as far as they say', () => {
  const made = { at: '2026-05-04T09:08:07Z', commit: { hash: 'abc', subject: 'x' } };
  expect(compare(sampleAudit({ made }), sampleAudit()).made).toEqual({ before: made });
  expect(compare(sampleAudit(), sampleAudit({ made })).made).toEqual({ after: made });
});

describe('accepting what no test notices', () => {
  const survivors = sampleAudit()
    .mutants.filter(isUnnoticed)
    .map(({ id }) => id);
  const before = sampleAudit();
  const after = decidedAudit(
    sampleAudit(),
    survivors.map((id) => decided(id)),
  );

  test('moves no figure and no verdict, and is named', () => {
    expect(after.realCoverage.percent).toBe(100);
    expect(compare(before, after)).toEqual({
      ...compare(before, before),
      accepted: expect.toSatisfy(
        (ids: string[]) => ids.length > 5 && ids.every((id) => survivors.includes(id)),
      ),
    });
  });

  test('and taking it back moves none either', () => {
    expect(compare(after, before)).toEqual(compare(before, before));
  });

  test('leaves out of both what both accept', () => {
    expect(compare(after, after)).toMatchObject({ realCoverage: { before: 100, after: 100 }, accepted: [] });
  });

  test('of a break that is new is no new survivor, and is named', () => {
    const older = sampleAudit();
    older.mutants = older.mutants.filter(({ id }) => id !== survivor);
    const newer = decidedAudit(sampleAudit(), [decided(survivor)]);
    expect(compare(older, newer)).toMatchObject({ accepted: [survivor], newUnnoticed: [] });
  });
});

describe('kills', () => {
  test.each<[MutantStatus, MutantStatus]>([
    ['killed', 'survived'],
    ['timeout', 'no-coverage'],
  ])('are lost from %s to %s, and won the other way round', (noticed, unnoticed) => {
    const [good, bad] = [withStatuses({ [killed]: noticed }), withStatuses({ [killed]: unnoticed })];
    expect(compare(good, bad)).toMatchObject({ lost: [killed], won: [] });
    expect(compare(bad, good)).toMatchObject({ lost: [], won: [killed] });
  });

  test.each<MutantStatus>(['unproven', 'ignored', 'type-error', 'invalid'])(
    'are neither lost to nor won from %s',
    (status) => {
      const other = withStatuses({ [killed]: status, [survivor]: status });
      for (const [before, after] of [
        [sampleAudit(), other],
        [other, sampleAudit()],
      ] as const)
        expect(compare(before, after)).toMatchObject({ lost: [], won: [], newUnnoticed: [] });
    },
  );

  test('of probes are not counted', () => {
    const before = sampleAudit();
    expect(before.mutants.find(({ id }) => id === '41526374')).toMatchObject({
      level: 'probe',
      status: 'killed',
    });
    expect(compare(before, withStatuses({ '41526374': 'survived' })).lost).toEqual([]);
  });
});

test('a break of the new audit alone is told only if no test notices it', () => {
  const before = sampleAudit({
    mutants: sampleAudit().mutants.filter(({ id }) => id !== survivor && id !== killed),
  });
  expect(compare(before, sampleAudit()).newUnnoticed).toEqual([survivor]);
  expect(compare(sampleAudit(), before)).toMatchObject({ lost: [], won: [], newUnnoticed: [] });
});

test('verdicts that got worse come first, the furthest fallen before the others', () => {
  const after = sampleAudit();
  const verdicts = {
    'f-add': 'tested',
    'f-total': 'weak',
    'f-round': 'weak',
    'f-checkout': 'pseudo-tested',
  } as const;
  for (const unit of after.functions)
    unit.verdict =
      (verdicts as Record<string, Audit['functions'][number]['verdict']>)[unit.id] ?? unit.verdict;
  const told = compare(sampleAudit(), after).functions;
  expect(told.map(({ name, before, after: now }) => `${name}: ${before} → ${now}`)).toEqual([
    'Cart.checkout: tested → pseudo-tested',
    'round: tested → weak',
    'Cart.add: weak → tested',
    'Cart.total: pseudo-tested → weak',
  ]);
});

test('functions that only one of them has are told', () => {
  const less = sampleAudit({ functions: sampleAudit().functions.slice(1) });
  expect(compare(less, sampleAudit())).toMatchObject({ functionsAdded: ['f-add'], functionsGone: [] });
  expect(compare(sampleAudit(), less)).toMatchObject({ functionsAdded: [], functionsGone: ['f-add'] });
});

test('a finding is the same by test and kind, whatever line, name and evidence are', () => {
  const after = sampleAudit();
  const [first, second] = after.findings;
  Object.assign(first!, { line: 99, reproduce: 'realcov reproduce other' });
  Object.assign(second!, { kind: 'smoke' });
  const told = compare(sampleAudit(), after);
  expect(told.findingsAdded.map(({ testId, kind }) => [testId, kind])).toEqual([['t-none', 'smoke']]);
  expect(told.findingsGone.map(({ testId, kind }) => [testId, kind])).toEqual([['t-none', 'hollow']]);
});

describe('the audit before is compared with', () => {
  const of = (options: Audit['options'], complete = true) => sampleAudit({ options, complete });
  const compared = (before: Audit | undefined, after: Audit) => compareAlike(before, after, isSameScope);

  test('if both are whole and looked at the same', () => {
    expect(compared(sampleAudit(), sampleAudit())).toEqual(compare(sampleAudit(), sampleAudit()));
    expect(compared(of({ killers: 'all', paths: [] }), of({}))).toBeDefined();
    expect(compared(of({ paths: ['src'] }), of({ paths: ['src'] }))).toBeDefined();
  });

  test('and else not', () => {
    expect(compared(undefined, sampleAudit())).toBeUndefined();
    expect(compared(of({ paths: ['src'] }), of({}))).toBeUndefined();
    expect(compared(of({}), of({ excludeMutators: ['EmptyBody'] }))).toBeUndefined();
    expect(compared(of({ since: 'main' }), of({ since: 'main' }))).toBeUndefined();
    expect(compared(of({}, false), of({}))).toBeUndefined();
    expect(compared(of({}), of({}, false))).toBeUndefined();
  });
});
