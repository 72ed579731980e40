import { describe, expect, test } from 'vitest';
import { decidedAudit, isDecidable, staleDecisions, withDecisions } from '../../../src/judge/decisions.ts';
import type { Audit } from '../../../src/model/audit.ts';
import type { Decision } from '../../../src/model/decision.ts';
import { holdsEveryBreak } from '../../../src/options/scope.ts';
import { decided } from '../../helpers/decisions.ts';
import { sampleAudit } from '../../helpers/sample-audit.ts';

const survivor = 'e1526374';
const uncovered = '85960718';
const killed = 'd0415263';

const statusOf = (audit: Audit, id: string) => audit.mutants.find((mutant) => mutant.id === id)?.status;
const verdictOf = (audit: Audit, id: string) => audit.functions.find((unit) => unit.id === id)?.verdict;

describe('an accepted break', () => {
  test.each([survivor, uncovered])('is in no figure, and says why: %s', (id) => {
    const { mutants, realCoverage, claimedCoverage } = withDecisions(sampleAudit(), [decided(id)]);
    expect(mutants.find((mutant) => mutant.id === id)).toMatchObject({
      status: 'accepted',
      reason: 'it only makes it faster',
    });
    expect(realCoverage).toMatchObject({ killed: 8, valid: 17 });
    expect(claimedCoverage).toMatchObject({ covered: id === survivor ? 15 : 16, valid: 17 });
  });

  test('is so too where it is not worth a test, and not where it needs one', () => {
    const as = (kind: Decision['kind']) => withDecisions(sampleAudit(), [decided(survivor, { kind })]);
    expect(as('not-worth-a-test').realCoverage.valid).toBe(17);
    expect(as('needs-a-test')).toEqual(sampleAudit());
  });

  test('that a test notices stays killed', () => {
    expect(withDecisions(sampleAudit(), [decided(killed)])).toEqual(sampleAudit());
  });

  test.each(['74859607', '63748596', 'f6071829', '03748596', '41526374'])(
    'of which nothing is held against the tests stays as it is: %s',
    (id) => {
      expect(withDecisions(sampleAudit(), [decided(id)])).toEqual(sampleAudit());
      expect(isDecidable(sampleAudit().mutants.find((mutant) => mutant.id === id)!)).toBe(false);
    },
  );

  test('of which the text is another one now does not count; formatting is no text', () => {
    const other = decided(survivor, { replacement: 'percent > 100' });
    expect(withDecisions(sampleAudit(), [other])).toEqual(sampleAudit());
    const formatted = decided(survivor, { original: 'percent\n    <= 100' });
    expect(statusOf(withDecisions(sampleAudit(), [formatted]), survivor)).toBe('accepted');
  });
});

describe('a function', () => {
  test('is tested when its only survivors are accepted', () => {
    expect(verdictOf(sampleAudit(), 'f-discount')).toBe('weak');
    expect(verdictOf(withDecisions(sampleAudit(), [decided(survivor)]), 'f-discount')).toBe('tested');
  });

  test('stays weak while one of them is not', () => {
    expect(verdictOf(withDecisions(sampleAudit(), [decided('b2c3d4e5')]), 'f-add')).toBe('weak');
  });

  test('is no longer pseudo-tested when what remains is something else', () => {
    const bodies = ['07182930', '18293041', '29304152'].map((id) => decided(id));
    expect(verdictOf(withDecisions(sampleAudit(), bodies.slice(1)), 'f-total')).toBe('pseudo-tested');
    expect(verdictOf(withDecisions(sampleAudit(), bodies), 'f-total')).toBe('weak');
  });

  test('of which every break is accepted has nothing left to say', () => {
    const all = [decided(uncovered), decided('96071829')];
    expect(verdictOf(withDecisions(sampleAudit(), all), 'f-send')).toBe('tested');
  });
});

test('what is taken back counts again, as it did before', () => {
  const all = [decided(survivor), decided(uncovered)];
  const accepted = decidedAudit(sampleAudit(), all);
  const gate = { status: 'failed', reasons: [expect.stringContaining('real coverage 44.44%')] };
  expect(decidedAudit(accepted, [])).toEqual({ ...sampleAudit(), gate });
  expect(decidedAudit(accepted, all)).toEqual(accepted);
});

test('the gate goes by what is left', () => {
  const options = { minRealCoverage: 45 };
  const audit = sampleAudit({ options });
  expect(decidedAudit(audit, [decided(survivor)]).gate).toEqual({ status: 'passed', reasons: [] });
  expect(decidedAudit(audit, [decided(survivor, { kind: 'needs-a-test' })]).gate.status).toBe('failed');
});

describe('stale is', () => {
  const why = (audit: Audit, decision: Decision) =>
    staleDecisions(audit, [decision], holdsEveryBreak(audit)).map((stale) => stale.why);

  test('nothing that fits', () => {
    expect(why(sampleAudit(), decided(survivor))).toEqual([]);
    expect(why(decidedAudit(sampleAudit(), [decided(survivor)]), decided(survivor))).toEqual([]);
    expect(why(sampleAudit(), decided(survivor, { kind: 'needs-a-test' }))).toEqual([]);
  });

  test('what a test notices now', () => {
    expect(why(sampleAudit(), decided(killed))).toEqual(['noticed']);
    expect(why(sampleAudit(), decided('c9304152', { kind: 'needs-a-test' }))).toEqual(['noticed']);
  });

  test('what has another text now', () => {
    expect(why(sampleAudit(), decided(survivor, { original: 'percent <= 99' }))).toEqual(['changed']);
  });

  test('what is gone, if the audit was of everything', () => {
    const gone = decided(survivor, { mutant: 'ffffffff' });
    expect(why(sampleAudit(), gone)).toEqual(['gone']);
    expect(why(sampleAudit({ options: { tests: ['test/**'] } }), gone)).toEqual(['gone']);
    expect(why(sampleAudit({ options: { paths: ['src/cart.ts'] } }), gone)).toEqual([]);
    expect(why(sampleAudit({ complete: false }), gone)).toEqual([]);
  });
});
