import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { type PackedReport, unpackReport } from '../../../reports/html/pack.ts';
import { noteViolations } from '../../../src/commands/audit-of-tree.ts';
import { readAudit, readComparison } from '../../../src/commands/last-audit.ts';
import { writeReports } from '../../../src/commands/out-files.ts';
import { compare } from '../../../src/judge/compare.ts';
import type { Audit } from '../../../src/model/audit.ts';
import type { ContractViolation } from '../../../src/model/contract.ts';
import { sampleAudit, sampleSources } from '../../helpers/sample-audit.ts';
import { tempProject } from '../../helpers/temp-project.ts';

function violation(changes: Partial<ContractViolation> = {}): ContractViolation {
  return {
    function: 'f-total',
    name: 'Cart.total',
    file: 'src/cart.ts',
    line: 15,
    clause: 'The total of an empty cart is 0.',
    input: 'new Cart().total()',
    expected: 'toBe(0)',
    actual: 'NaN',
    tests: ['a', 'b'],
    ...changes,
  };
}

const inTree = (tree: string) => (found: ContractViolation) => ({ ...found, tree });

function project() {
  const root = tempProject(sampleSources);
  return { root, outDir: join(root, 'reports'), reportUrl: undefined };
}

function pageIn(outDir: string): Audit {
  const html = readFileSync(join(outDir, 'index.html'), 'utf8');
  const packed = /id="realcov-data"[^>]*>([^<]*)</.exec(html)![1]!;
  const text = gunzipSync(Buffer.from(packed, 'base64')).toString('utf8');
  return unpackReport(JSON.parse(text) as PackedReport).audit;
}

test('violations are in every form of the last audit that is there, and nothing else of it changes', async () => {
  const place = project();
  const comparison = compare(sampleAudit({ tests: [] }), sampleAudit());
  const forms = { ...place, reporters: ['json' as const, 'markdown' as const, 'html' as const] };
  await writeReports(sampleAudit(), forms, place.root, comparison);
  await noteViolations(sampleAudit(), [violation()], place);
  expect(await readAudit(place.outDir)).toEqual(sampleAudit({ violations: [violation()] }));
  expect(pageIn(place.outDir).violations).toEqual([violation()]);
  expect(readFileSync(join(place.outDir, 'summary.md'), 'utf8')).toContain(
    '\n## Not what their contracts say\n\n- [`Cart.total`](index.html#/function/f-total) `src/cart.ts:15`: The total of an empty cart is 0. `new Cart().total()` gives `NaN`, not `toBe(0)`\n',
  );
  expect(readComparison(place.outDir)).toEqual(comparison);
});

test('only the audit is written where no other form was', async () => {
  const place = project();
  await noteViolations(sampleAudit(), [violation()], place);
  expect((await readAudit(place.outDir)).violations).toEqual([violation()]);
  expect(existsSync(join(place.outDir, 'index.html'))).toBe(false);
  expect(existsSync(join(place.outDir, 'summary.md'))).toBe(false);
});

test('what was found of other functions stays, as long as the code is the same', async () => {
  const place = project();
  const audit = sampleAudit({ tree: 'one' });
  const other = violation({ function: 'f-send', name: 'send' });
  await noteViolations(audit, [violation(), other], place);
  const again = violation({ actual: '-0' });
  await noteViolations(audit, [again], place);
  expect((await readAudit(place.outDir)).violations).toEqual([other, again].map(inTree('one')));
  // The last audit is of other code than both.
  const then = { ...audit, tree: 'two' };
  await noteViolations(then, [violation()], place);
  expect((await readAudit(place.outDir)).violations).toEqual([violation()].map(inTree('two')));
  await noteViolations(then, [other], place);
  expect((await readAudit(place.outDir)).violations).toEqual([violation(), other].map(inTree('two')));
});
