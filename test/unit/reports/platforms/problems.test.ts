import { expect, test } from 'vitest';
import { problemsOf, rules } from '../../../../reports/problems/index.ts';
import { findingKinds, severities } from '../../../../src/model/finding.ts';
import { sampleAudit } from '../../../helpers/sample-audit.ts';
import { shopChange } from '../../../helpers/shop-change.ts';

test('without a change: the worst break of each function, worst function first, then the next ones; findings in turn', () => {
  const { all, unranked } = problemsOf(sampleAudit(), '');
  expect(unranked).toBe(0);
  expect(all.map(({ id, rule, level }) => `${level} ${rule} ${id}`)).toEqual([
    'error survived break:07182930',
    'error swallows-failure finding:swallows-failure:t-total',
    'warning no-coverage break:85960718',
    'warning survived break:b2c3d4e5',
    'warning survived break:e1526374',
    'warning survived break:c0a1f2e3',
    'error survived break:18293041',
    'warning no-coverage break:96071829',
    'warning survived break:e5f60718',
    'error survived break:29304152',
    'warning survived break:30415263',
  ]);
});

test('with a change: only what it made worse, by rank, and what was found of its tests', () => {
  const { all, unranked } = problemsOf(shopChange(), 'packages/shop');
  expect(unranked).toBe(1);
  expect(all).toEqual([
    {
      rule: 'lost-kill',
      level: 'error',
      id: 'break:e1526374',
      file: 'packages/shop/src/money.ts',
      location: { start: { line: 6, column: 22 }, end: { line: 6, column: 36 } },
      about: 'discount',
      message:
        '`percent <= 100` → `percent < 100`: all 2 tests that run this code still pass; before the change it was noticed by "money > takes all of it off" (test/money.test.ts), "money > takes half off" (test/money.test.ts), 1 more test',
      command: 'realcov show e1526374',
    },
    {
      rule: 'swallows-failure',
      level: 'error',
      id: 'finding:swallows-failure:t-total',
      file: 'packages/shop/test/cart.test.ts',
      location: { start: { line: 22, column: 1 }, end: { line: 22, column: 1 } },
      about: 'cart > has a total',
      message:
        'swallows failure: passes although what it calls throws at once: something in the test catches the failure',
      command: 'realcov reproduce m-total-throw --test "cart > has a total"',
    },
    expect.objectContaining({
      rule: 'new-survivor',
      level: 'error',
      id: 'break:07182930',
      about: 'Cart.total',
      message: 'deleted body: all 2 tests that run this code still pass',
    }),
  ]);
});

test('a finding that is old, accepted, or no more than an information is no problem of a change', () => {
  const audit = shopChange({ tests: [{ id: 't-total', what: 'added', findings: ['smoke'] }] });
  const [finding] = audit.findings;
  audit.findings.push({ ...finding!, kind: 'smoke', severity: 'info' } as never);
  expect(problemsOf(audit, '').all.map(({ rule }) => rule)).toEqual(['lost-kill', 'new-survivor']);
  const accepted = shopChange();
  accepted.findings[0]!.ignored = 'next month';
  expect(problemsOf(accepted, '').all.map(({ rule }) => rule)).toEqual(['lost-kill', 'new-survivor']);
});

test('every kind of finding that is more than an information has a rule', () => {
  const kinds = findingKinds.filter((kind) => severities[kind] !== 'info');
  expect(rules.map(({ id }) => id)).toEqual([
    'lost-kill',
    'new-survivor',
    'survived',
    'no-coverage',
    ...kinds,
  ]);
});
