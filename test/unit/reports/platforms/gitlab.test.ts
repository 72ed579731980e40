import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { codeQuality, writeCodeQuality } from '../../../../reports/gitlab/index.ts';
import { expectHarmless, hostile } from '../../../helpers/hostile.ts';
import { sampleAudit } from '../../../helpers/sample-audit.ts';
import { shopChange } from '../../../helpers/shop-change.ts';
import { tempProject } from '../../../helpers/temp-project.ts';

/** What GitLab's documentation says of an entry ("Code Quality report format"): each of these is needed. */
const report = z.array(
  z.object({
    description: z.string().min(1),
    check_name: z.string().min(1),
    fingerprint: z.string().regex(/^[0-9a-f]{32}$/),
    severity: z.enum(['info', 'minor', 'major', 'critical', 'blocker']),
    location: z.object({
      // Relative to the repository, and not with `./` at its beginning.
      path: z.string().regex(/^(?!\.?\/)./s),
      lines: z.object({ begin: z.int().min(1) }),
    }),
  }),
);

test.each([
  ['an audit', sampleAudit()],
  ['a change', shopChange()],
  ['one without anything to tell', sampleAudit({ functions: [], mutants: [], findings: [] })],
  ['one with hostile names', hostile(sampleAudit())],
])('%s is a report of code quality, no two entries of which are the same', async (_, audit) => {
  const text = readFileSync(await writeCodeQuality(audit, tempProject({}), 'packages/shop'), 'utf8');
  expectHarmless(text);
  const entries = report.parse(JSON.parse(text));
  expect(entries).toEqual(codeQuality(audit, 'packages/shop'));
  expect(new Set(entries.map(({ fingerprint }) => fingerprint)).size).toBe(entries.length);
});

test('an entry says what, where and how grave', () => {
  expect(codeQuality(shopChange(), 'packages/shop')[2]).toEqual({
    description:
      'Cart.total: deleted body: all 2 tests that run this code still pass (realcov show 07182930)',
    check_name: 'realcov/new-survivor',
    fingerprint: expect.any(String),
    severity: 'major',
    location: { path: 'packages/shop/src/cart.ts', lines: { begin: 15 } },
  });
});

test('a fingerprint is the same when the line moves, in another audit and with another rule', () => {
  const of = (audit: ReturnType<typeof sampleAudit>) =>
    codeQuality(audit, '').find(({ description }) => description.includes('show 07182930'))?.fingerprint;
  const moved = sampleAudit();
  for (const mutant of moved.mutants) mutant.location.start.line += 7;
  expect(of(moved)).toBe(of(sampleAudit()));
  expect(of(shopChange())).toBe(of(sampleAudit()));
});

test('a test whose line is unknown is at the first one', () => {
  const audit = shopChange();
  audit.findings[0]!.line = 0;
  expect(codeQuality(audit, '')[1]?.location).toEqual({ path: 'test/cart.test.ts', lines: { begin: 1 } });
});
