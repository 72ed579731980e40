import { expect, test } from 'vitest';
import { renderTest } from '../../../reports/index.ts';
import { sampleAudit } from '../../helpers/sample-audit.ts';

test('the breaks of the functions and outside of them are as many as are said to be reached', () => {
  const audit = sampleAudit();
  const listed = audit.tests.filter(({ covers }) => covers > 0);
  expect(audit.mutants.some((mutant) => mutant.function === undefined && mutant.coveredBy.length > 0)).toBe(
    true,
  );
  for (const each of listed) {
    const text = renderTest(audit, each, { colors: false });
    const places = [...text.matchAll(/^ {2}.* \d+ of (\d+)$/gm)].map(([, amount]) => Number(amount));
    expect(text).toContain(`of ${each.covers} break`);
    expect(places.reduce((sum, amount) => sum + amount, 0)).toBe(each.covers);
  }
});

test('breaks that crash any test are told from those that it notices', () => {
  const audit = sampleAudit();
  const seen = audit.tests.find(({ covers, kills }) => covers > 0 && kills > 0)!;
  expect(renderTest(audit, seen, { colors: false })).not.toContain('any test');
  const text = renderTest(audit, { ...seen, crashes: 1 }, { colors: false });
  expect(text).toMatch(/it was seen to notice \d+.*; 1 of these crashes any test$/m);
});
