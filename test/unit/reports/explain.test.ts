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
