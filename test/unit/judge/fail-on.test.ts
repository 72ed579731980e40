import { describe, expect, test } from 'vitest';
import { doubtsOn, failuresOn } from '../../../src/judge/fail-on.ts';
import { gateOf } from '../../../src/judge/gate.ts';
import type { Audit } from '../../../src/model/audit.ts';
import type { Change, UnnoticedOfChange } from '../../../src/model/change.ts';
import type { GateKind } from '../../../src/model/gate-kind.ts';
import { sampleAudit } from '../../helpers/sample-audit.ts';

const whole = sampleAudit();
const survivors = whole.mutants.filter(({ status }) => status === 'survived' || status === 'no-coverage');
const theater = whole.findings.filter(
  ({ severity, ignored }) => severity === 'error' && ignored === undefined,
);

function ofChange(change: Partial<Change>): Audit {
  return {
    ...whole,
    change: {
      base: { ref: 'main', commit: 'c', compared: 'run' },
      changed: { sources: 1, tests: 0, others: 0 },
      functions: [],
      unnoticed: [],
      tests: [],
      testsGone: [],
      coverage: { killed: 1, valid: 2, percent: 50 },
      ...change,
    },
  };
}

const every = (kind: UnnoticedOfChange['kind']) => survivors.map(({ id }) => ({ id, kind }));
const reasons = (audit: Audit, ...kinds: GateKind[]) => kinds.flatMap((kind) => failuresOn(kind, audit));

describe('of a change', () => {
  test('only what it made worse fails', () => {
    const old = ofChange({ unnoticed: [...every('old'), ...every('unknown')] });
    expect(
      reasons(
        old,
        'new-survivors',
        'lost-kills',
        'pseudo-tested',
        'theater',
        'unpinned-tests',
        'swallows-failure',
      ),
    ).toEqual([]);
  });

  test('breaks that are unnoticed now fail with the first to be shown, unless somebody accepted them', () => {
    const [a, b] = survivors.map(({ id }) => id) as [string, string];
    const unnoticed = [
      { id: a, kind: 'new-survivor' as const },
      { id: b, kind: 'new-survivor' as const, rank: 1 },
    ];
    const audit = ofChange({ unnoticed });
    expect(reasons(audit, 'new-survivors', 'lost-kills')).toEqual([
      `2 breaks in the change are noticed by no test (realcov show ${b})`,
    ]);
    const mutants = audit.mutants.map((each) =>
      each.id === b ? { ...each, status: 'accepted' as const } : each,
    );
    expect(reasons({ ...audit, mutants }, 'new-survivors')).toEqual([
      `1 break in the change is noticed by no test (realcov show ${a})`,
    ]);
  });

  test('what seldom needs a test fails nothing, unless tests noticed it before', () => {
    const arid = 'logging';
    const silent = (kind: UnnoticedOfChange['kind']) =>
      ofChange({
        unnoticed: every(kind).map((each) => ({ ...each, arid })),
        functions: whole.functions.map(({ id }) => ({ id, why: 'new' as const })),
      });
    expect(reasons(silent('new-survivor'), 'new-survivors', 'pseudo-tested')).toEqual([]);
    expect(reasons(silent('lost-kill'), 'lost-kills')).toHaveLength(1);
    const shown = ofChange({
      unnoticed: every('new-survivor'),
      functions: whole.functions.map(({ id }) => ({ id, why: 'new' as const })),
    });
    expect(reasons(shown, 'new-survivors', 'pseudo-tested')).toHaveLength(2);
  });

  test('tests that it added fail, and others do not', () => {
    const [{ testId }] = theater as [(typeof theater)[number]];
    const added = { id: testId, what: 'added' as const, findings: [] };
    expect(reasons(ofChange({ tests: [added] }), 'theater', 'unpinned-tests')).toEqual([
      '1 test is theater',
      `1 test of the change notices no break of what it runs (realcov explain ${testId})`,
    ]);
    const pinned = { ...added, witness: survivors[0]!.id };
    const others = [
      { ...added, isPartial: true as const },
      { ...added, checksTypes: true as const },
      { ...added, guards: true as const },
      { ...added, what: 'edited' as const, asBefore: true as const },
    ];
    expect(reasons(ofChange({ tests: [pinned, ...others] }), 'unpinned-tests')).toEqual([]);
    expect(reasons(ofChange({ tests: [{ ...added, id: 'other' }] }), 'theater')).toEqual([]);
  });

  test('functions fail that are new or whose verdict fell', () => {
    const functions = whole.functions.map((each) => ({ ...each, verdict: 'pseudo-tested' as const }));
    const [a, b, c] = functions.map(({ id }) => id) as [string, string, string];
    const audit = ofChange({
      functions: [
        { id: a, why: 'new' },
        { id: b, why: 'changed', before: 'tested' },
        { id: c, why: 'changed' },
      ],
    });
    expect(reasons({ ...audit, functions }, 'pseudo-tested')).toEqual([
      `2 functions are pseudo-tested (realcov show ${functions[0]!.mutants[0]})`,
    ]);
  });

  test('nobody knows where no break of what changed was run in time', () => {
    const audit = ofChange({ coverage: { killed: 0, valid: 0, percent: null } });
    const mutants = audit.mutants.map((each) => ({ ...each, status: 'out-of-budget' as const }));
    expect(doubtsOn(['lost-kills'], { ...audit, mutants })).toEqual([
      'the budget was spent before what changed was judged',
    ]);
    expect(doubtsOn(['theater'], { ...audit, mutants })).toEqual([]);
    expect(doubtsOn(['lost-kills'], audit)).toEqual([]);
  });

  test('nobody knows where the base did not run', () => {
    const audit = ofChange({
      base: { ref: 'main', commit: 'c', compared: 'failed', reason: 'no test is left to audit with' },
      unnoticed: every('unknown'),
    });
    expect(doubtsOn(['theater'], audit)).toEqual([]);
    expect(gateOf(audit, { failOn: ['lost-kills'], maxUnproven: 100 })).toEqual({
      status: 'undecided',
      reasons: ['the base could not be run: no test is left to audit with'],
    });
  });

  test('real coverage of what changed may be as low as its minimum', () => {
    const limits = { failOn: [], maxUnproven: 100 };
    expect(gateOf(ofChange({}), { ...limits, minDiffCoverage: 50 }).status).toBe('passed');
    expect(gateOf(ofChange({}), { ...limits, minDiffCoverage: 51 }).reasons).toEqual([
      'real coverage of the functions that changed, 50%, is below the minimum of 51%',
    ]);
  });
});

test('of a whole audit all theater and all pseudo-tested functions fail', () => {
  const functions = whole.functions.map((each) => ({ ...each, verdict: 'pseudo-tested' as const }));
  expect(reasons({ ...whole, functions }, 'theater', 'pseudo-tested')).toEqual([
    expect.stringMatching(/^\d+ tests? (is|are) theater$/),
    expect.stringMatching(new RegExp(`^${functions.length} functions are pseudo-tested`)),
  ]);
});
