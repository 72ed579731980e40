import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeAuditJson, writeComparisonJson } from '../../../reports/index.ts';
import { LiveReport } from '../../../src/commands/live-report.ts';
import { policyOf, servedPage } from '../../../src/commands/page.ts';
import { reportData } from '../../../src/commands/report-data.ts';
import { partDir } from '../../../src/commands/report-place.ts';
import { compare } from '../../../src/judge/compare.ts';
import { decisionsFile, readDecisions, writeDecisions } from '../../../src/store/decisions.ts';
import { appendHistory } from '../../../src/store/history.ts';
import { decided } from '../../helpers/decisions.ts';
import { historyOn } from '../../helpers/history.ts';
import { sampleAudit, sampleSources } from '../../helpers/sample-audit.ts';
import { tempProject } from '../../helpers/temp-project.ts';

const survivor = 'e1526374';

async function project(): Promise<{ root: string; outDir: string; whole: boolean }> {
  const root = tempProject({ ...sampleSources, 'test/cart.test.ts': 'tests' });
  const outDir = join(root, 'reports');
  await writeAuditJson(sampleAudit(), outDir);
  return { root, outDir, whole: false };
}

describe('the data of the page', () => {
  test('is the audit with the sources, and nothing else where nothing is kept', async () => {
    const { root } = await project();
    expect(await reportData(sampleAudit(), root)).toEqual({
      audit: sampleAudit(),
      holdsEveryBreak: true,
      sources: { ...sampleSources, 'test/cart.test.ts': 'tests' },
      history: [],
      decisions: [],
    });
  });

  test('has history, comparison and decisions, which count', async () => {
    const { root } = await project();
    appendHistory(root, historyOn(1));
    writeDecisions(root, [decided(survivor)]);
    const comparison = compare(sampleAudit(), sampleAudit());
    const data = await reportData(sampleAudit(), root, comparison);
    expect(data).toMatchObject({ history: [historyOn(1)], decisions: [decided(survivor)], comparison });
    expect(data.audit.realCoverage.valid).toBe(17);
  });
});

describe('an open report', () => {
  test('keeps what is decided in the project, and goes by the audit for what it is of', async () => {
    const place = await project();
    const report = await LiveReport.open(place);
    const claimed = decided(survivor, { file: 'elsewhere.ts', original: 'x', function: 'other' });
    expect(report.decide([claimed])).toEqual([decided(survivor)]);
    expect(readDecisions(place.root)).toEqual([decided(survivor)]);
    expect(report.data?.decisions).toEqual([decided(survivor)]);

    const again = decided(survivor, { kind: 'needs-a-test', reason: 'soon' });
    const other = decided('85960718');
    expect(report.decide([again, other])).toEqual([other, again]);
    expect(() => report.drop(other.mutant)).toThrow('the request is no list of ids');
    expect(report.drop([other.mutant])).toEqual([again]);
    expect(report.drop([survivor, other.mutant])).toEqual([]);
    expect(existsSync(join(place.root, decisionsFile))).toBe(false);
  });

  test.each([
    [[decided('d0415263')], 'd0415263 is no break of the last audit that no test notices'],
    [[decided(survivor, { mutant: 'ffffffff' })], 'ffffffff is no break of the last audit'],
    [[decided(survivor, { reason: '' })], 'the request cannot be used: entry 1 (e1526374): reason'],
    [{}, 'the request cannot be used: it is no list'],
  ])('refuses what cannot be decided: %#', async (entries, message) => {
    const place = await project();
    const report = await LiveReport.open(place);
    expect(() => report.decide(entries)).toThrow(message);
    expect(existsSync(join(place.root, decisionsFile))).toBe(false);
  });

  test('lets an entry that became stale be given another reason', async () => {
    const place = await project();
    const stale = decided('d0415263');
    writeDecisions(place.root, [stale]);
    const report = await LiveReport.open(place);
    expect(report.decide([{ ...stale, reason: 'else', file: 'x' }])).toEqual([{ ...stale, reason: 'else' }]);
  });

  test('takes in what was decided elsewhere, and knows what is its own', async () => {
    const place = await project();
    const report = await LiveReport.open(place);
    report.decide([decided(survivor)]);
    expect(report.readDecisionsAnew()).toBeUndefined();
    writeDecisions(place.root, []);
    expect(report.readDecisionsAnew()).toEqual([]);
    expect(report.data?.decisions).toEqual([]);
  });

  test('takes in a new audit with its comparison, and keeps the last one when it cannot be read', async () => {
    const place = await project();
    const report = await LiveReport.open(place);
    const after = sampleAudit({ tests: [], complete: false });
    const comparison = compare(sampleAudit(), after);
    await writeComparisonJson(comparison, place.outDir);
    await writeAuditJson(after, place.outDir);
    expect(await report.readIfAnother()).toBe(true);
    expect(await report.readIfAnother()).toBe(false);
    expect(report.data).toMatchObject({ audit: { complete: false, tests: [] }, comparison });
  });

  test('is of the part that was audited last, unless the whole is asked for', async () => {
    const place = await project();
    const shown = await LiveReport.open(place);
    const whole = await LiveReport.open({ ...place, whole: true });
    const part = sampleAudit({
      part: { paths: ['src/cart.ts'] },
      made: { at: new Date(Date.now() + 60_000).toISOString() },
    });
    await writeAuditJson(part, partDir(place.outDir));
    expect([await shown.readIfAnother(), await whole.readIfAnother()]).toEqual([true, false]);
    expect(shown.data?.audit.part).toEqual(part.part);
    expect(whole.data?.audit.part).toBeUndefined();
    appendHistory(place.root, historyOn(1));
    expect((await LiveReport.open(place)).data?.history, 'which is of the whole').toEqual([]);
  });

  test('is empty as long as there is no audit', async () => {
    const place = await project();
    const outDir = join(place.root, 'later');
    const report = await LiveReport.open({ ...place, outDir });
    expect(report.data).toBeUndefined();
    expect(await report.readIfAnother()).toBe(false);
    expect(() => report.decide([decided(survivor)])).toThrow('is no break of the last audit');
    await writeAuditJson(sampleAudit(), outDir);
    await report.readIfAnother();
    expect(report.data?.audit.project.name).toBe('shop');
    writeDecisions(place.root, [decided(survivor)]);
    expect(report.readDecisionsAnew()).toEqual([decided(survivor)]);
    expect(report.data?.audit.realCoverage.valid).toBe(17);
    expect((await LiveReport.open({ ...place, outDir })).data).toEqual(report.data);
  });
});

test('a page is served with the policy of its own head, and may be framed by nobody', async () => {
  const { root } = await project();
  const audit = sampleAudit({ project: { ...sampleAudit().project, name: '</title><script>' } });
  const { html, policy } = servedPage(await reportData(audit, root), 'a-token');
  expect(html).toContain('<meta name="realcov-server" content="a-token">');
  expect(policy).toBe(`${policyOf(html)}; frame-ancestors 'none'`);
  expect(html).not.toContain('<script>');
});

test('only the head says the policy, and without one nothing is allowed', () => {
  const meta = (policy: string) => `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
  expect(policyOf(`<head>${meta("script-src 'sha256-a'")}</head>${meta('script-src *')}`)).toBe(
    "script-src 'sha256-a'",
  );
  expect(policyOf(`<head></head>${meta('script-src *')}`)).toBe("default-src 'none'");
});
