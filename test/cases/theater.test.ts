import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import { accuracyOf, precision, recall } from '../helpers/labels.ts';
import { readAudit, runRealcov, vitestMajors, withProject } from '../helpers/project.ts';

function rewritesOf(finding: Finding): string[] {
  return finding.kind === 'implementation-coupled' ? finding.evidence.rewrites : [];
}

test.each(vitestMajors)('assertions are counted as tests make them, on Vitest %i', async (vitest) => {
  await withProject('assertions', { vitest }, async (cwd) => {
    const { code, stderr } = await runRealcov(cwd, ['audit', '--quiet', '--mutators', 'EmptyBody']);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const { tests } = readAudit(cwd);
    expect(tests.length).toBeGreaterThan(20);
    for (const { name, assertions } of tests) expect(assertions, name).toBe(Number.parseInt(name, 10));
  });
});

describe('the labelled tests of test/cases/theater', () => {
  test.each(vitestMajors)('are told apart, on Vitest %i', async (vitest) => {
    await withProject('theater', { vitest }, async (cwd) => {
      const { code, stderr } = await runRealcov(cwd, ['audit', '--quiet']);
      expect({ code, stderr }).toMatchObject({ code: 0 });
      const audit = readAudit(cwd);
      expect(audit.tests.length).toBeGreaterThan(100);
      for (const kind of accuracyOf(audit)) {
        expect(precision(kind), `precision of ${kind.kind}: ${kind.wrong.join(', ')}`).toBeGreaterThanOrEqual(0.95);
        expect(recall(kind), `recall of ${kind.kind}: ${kind.wrong.join(', ')}`).toBeGreaterThanOrEqual(0.95);
      }
      const kinds = accuracyOf(audit).filter(({ right }) => right > 0);
      expect(kinds.map(({ kind }) => kind)).toEqual([
        'copy-paste',
        'hollow',
        'implementation-coupled',
        'mock-echo',
        'no-assertion',
        'order-dependent',
        'smoke',
        'swallows-failure',
      ]);
      expect(new Set(audit.findings.flatMap(rewritesOf))).toEqual(new Set(['IndexedLoop', 'RenamedPrivates']));
    });
  }, 600_000);
});
