import { expect, test } from 'vitest';
import { renderComparison } from '../../../reports/index.ts';
import { pointsOf } from '../../../reports/wording.ts';
import { compare } from '../../../src/judge/compare.ts';
import type { Audit } from '../../../src/model/audit.ts';
import { sampleAudit } from '../../helpers/sample-audit.ts';

const render = (before: Audit, after: Audit): string =>
  renderComparison(compare(before, after), { before, after }, { colors: false });

test('two audits that are alike take two lines', () => {
  expect(render(sampleAudit(), sampleAudit())).toBe(
    'real coverage 44% · claimed 89%\n\nnothing else changed\n',
  );
});

test('what tests no longer notice comes first, with place, break and who noticed it', () => {
  const after = sampleAudit();
  after.realCoverage.percent = 38.89;
  after.functions[4]!.verdict = 'weak';
  after.findings.shift();
  after.mutants.find(({ id }) => id === 'a7182930')!.status = 'survived';
  Object.assign(after.mutants.find(({ id }) => id === '96071829')!, {
    status: 'killed',
    killedBy: ['t-add'],
  });
  expect(render(sampleAudit(), after)).toBe(`real coverage 44% → 39% (−5 points) · claimed 89%

no longer noticed (1)
  a7182930  src/money.ts:1  deleted body (noticed by "money > rounds to cents")

verdicts (1)
  tested → weak  src/money.ts  round

findings, resolved (1)
  swallows failure  test/cart.test.ts:22  cart > has a total: passes although what it calls throws at once: something in the test catches the failure

noticed now (1)
  96071829  src/mail.ts:3  \`tries++\` → \`tries--\`: 1 test notices
`);
});

test('what was accepted comes before everything, with reason and name, and makes no figure better', () => {
  const after = sampleAudit();
  after.realCoverage.percent = 47.06;
  const accepted = after.mutants.find(({ id }) => id === 'e1526374')!;
  Object.assign(accepted, { status: 'accepted', reason: 'never\nmore than 100', acceptedBy: 'Mira' });
  expect(render(sampleAudit(), after)).toBe(`real coverage 44% · claimed 89%
breaks that were accepted in between count as before, so that accepting them changes no figure here

newly accepted, not noticed by any test (1)
  e1526374  src/money.ts:6  \`percent <= 100\` → \`percent < 100\`: never more than 100 (Mira)
`);
});

test('a long list is cut, and says where the rest is', () => {
  const before = sampleAudit();
  for (const mutant of before.mutants) mutant.status = 'killed';
  const after = structuredClone(before);
  for (const mutant of after.mutants) mutant.status = 'survived';
  const text = render(before, after);
  expect(text).toContain('no longer noticed (22)');
  expect(text).toContain('  … and 12 more, see --json\n');
});

test('names of other people steer no terminal', () => {
  const after = sampleAudit();
  after.functions[4]!.verdict = 'weak';
  after.functions[4]!.name = '\x1b[2Jround\u202e';
  expect(render(sampleAudit(), after)).toContain('\\u001b[2Jround\\u202e');
});

test.each([
  [44.44, 38.89, '−5 points'],
  [50, 51, '+1 point'],
  [99.96, 100, '+0.1 points'],
  [44.4, 44.44, '+0.04 points'],
])('from %d to %d are %s', (before, after, text) => {
  expect(pointsOf(before, after)).toBe(text);
});
