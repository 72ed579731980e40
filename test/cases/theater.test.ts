import { afterAll, describe, expect, test } from 'vitest';
import type { Audit } from '../../src/model/audit.ts';
import type { Finding } from '../../src/model/finding.ts';
import { endSharedProcesses, runInSharedProcess as runRealcov } from '../helpers/audit-process.ts';
import { accuracyOf, precision, recall } from '../helpers/labels.ts';
import { onJest } from '../helpers/on-jest.ts';
import { readAudit, vitestMajors, withProject } from '../helpers/project.ts';

afterAll(endSharedProcesses);

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

/** What Vitest counts and orders, mocks, and starts again for rewrites: that may depend on its version. */
const ofVitest = ['echo', 'mocked', 'automock', 'factory', 'none', 'order', 'account', 'swallow'];

/** The kinds that are found, none of them in a wrong place. */
function kindsFound(audit: Audit): string[] {
  for (const kind of accuracyOf(audit)) {
    expect(precision(kind), `precision of ${kind.kind}: ${kind.wrong.join(', ')}`).toBeGreaterThanOrEqual(0.95);
    expect(recall(kind), `recall of ${kind.kind}: ${kind.wrong.join(', ')}`).toBeGreaterThanOrEqual(0.95);
  }
  return accuracyOf(audit)
    .filter(({ right }) => right > 0)
    .map(({ kind }) => kind);
}

describe('the labelled tests of test/cases/theater', () => {
  test('are told apart, on Vitest 5', async () => {
    await withProject('theater', { vitest: 5 }, async (cwd) => {
      const { code, stderr } = await runRealcov(cwd, ['audit', '--quiet']);
      expect({ code, stderr }).toMatchObject({ code: 0 });
      const audit = readAudit(cwd);
      expect(audit.tests.length).toBeGreaterThan(100);
      expect(kindsFound(audit)).toEqual([
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
  });

  test.each([3, 4] as const)('are told apart by what Vitest shows of them, on Vitest %i', async (vitest) => {
    await withProject('theater', { vitest }, async (cwd) => {
      const { code, stderr } = await runRealcov(cwd, ['audit', '--quiet', '--tests', `tests/{${ofVitest}}.test.ts`]);
      expect({ code, stderr }).toMatchObject({ code: 0 });
      const audit = readAudit(cwd);
      expect(audit.tests.length).toBeGreaterThan(50);
      expect(kindsFound(audit)).toEqual([
        'implementation-coupled',
        'mock-echo',
        'no-assertion',
        'order-dependent',
        'swallows-failure',
      ]);
      expect(new Set(audit.findings.flatMap(rewritesOf))).toEqual(new Set(['RenamedPrivates']));
    });
  });

  test('are told apart in the same way on Jest 30', async () => {
    await withProject('theater', { jest: 30 }, async (cwd) => {
      onJest(cwd, [
        ...['account', 'automock', 'echo', 'factory', 'greeting', 'hook', 'mocked', 'money'],
        ...['none', 'order', 'shop', 'swallow', 'text', 'words'],
      ]);
      const { code, stderr } = await runRealcov(cwd, ['audit', '--quiet']);
      expect({ code, stderr }).toMatchObject({ code: 0 });
      const audit = readAudit(cwd);
      expect(audit.tests.length).toBeGreaterThan(140);
      const found = accuracyOf(audit);
      // Jest gives the reason of a promise to a matcher that cannot be watched.
      expect(found.flatMap(({ wrong }) => wrong)).toEqual([
        expect.stringMatching(/^tests\/echo\.test\.ts:28 .*the failure is canned: found ok$/),
      ]);
      expect(found.map(({ kind }) => kind)).toEqual([
        ...['copy-paste', 'hollow', 'implementation-coupled', 'mock-echo', 'no-assertion'],
        ...['order-dependent', 'smoke', 'swallows-failure'],
      ]);
    });
  });
});
