import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { syntheticReport } from '../../../bench/synthetic-report.ts';
import { type Audit, isUnnoticed } from '../../../src/model/audit.ts';
import { isBreak } from '../../../src/model/mutant.ts';
import { endSharedProcesses, runInSharedProcess as runRealcov } from '../../helpers/audit-process.ts';
import { hasBrowser, openBrowser } from '../../helpers/browser.ts';
import { fromRoot, readAudit } from '../../helpers/project.ts';
import { goTo, openAddress, openReport, overflow, violations } from '../../helpers/report-page.ts';

afterAll(endSharedProcesses);

/** The audit as it was before its first functions were left to themselves and its last tests were found out. */
function before(audit: Audit): Audit {
  const old = structuredClone(audit);
  for (const mutant of old.mutants.filter(isUnnoticed).slice(0, 15))
    Object.assign(mutant, { status: 'killed', killedBy: mutant.coveredBy.slice(0, 1) });
  for (const mutant of old.mutants.filter(({ status }) => status === 'killed').slice(-5))
    Object.assign(mutant, { status: 'survived', killedBy: [] });
  for (const unit of old.functions.filter(({ verdict }) => verdict === 'weak').slice(0, 3))
    unit.verdict = 'tested';
  old.functions.splice(-2, 2);
  old.findings.splice(0, 2);
  old.mutants.splice(-20, 10);
  return old;
}

/** Every view with its heading, each with as much in it as the audit has. */
function viewsOf(audit: Audit): [hash: string, heading: string][] {
  const missed = audit.mutants.find((mutant) => isBreak(mutant) && mutant.status === 'survived')!;
  const noticed = audit.mutants.find((mutant) => isBreak(mutant) && mutant.killedBy.length > 1)!;
  const outside = audit.mutants.find((mutant) => mutant.function === undefined);
  const busiest = audit.tests.toSorted((a, b) => b.covers - a.covers)[0]!;
  const kinds = Map.groupBy(audit.findings, ({ kind }) => kind);
  const nameOf = (unit: string | undefined) => audit.functions.find(({ id }) => id === unit)!.name;
  return [
    ['#/', audit.project.name],
    ['#/functions', 'Functions'],
    [`#/function/${missed.function}?break=${missed.id}`, nameOf(missed.function)],
    ['#/functions?q=no+such', 'Functions'],
    [`#/function/${noticed.function}?breaks=all&break=${noticed.id}`, nameOf(noticed.function)],
    ...(outside === undefined ? [] : [viewOf(`#/function/${outside.file}`, 'outside functions')]),
    [`#/mutant/${missed.id}`, `Break ${missed.id}`],
    [`#/mutant/${noticed.id}`, `Break ${noticed.id}`],
    ['#/tests', 'Tests'],
    [`#/test/${busiest.id}`, busiest.name],
    ...[...kinds.values()].map(([finding]) => viewOf(`#/test/${finding!.testId}`, finding!.test)),
    ['#/files', 'Files'],
    [`#/file/${missed.file}?breaks=all`, missed.file.split('/').at(-1)!],
    ['#/review', 'Review'],
  ];
}

function viewOf(hash: string, heading: string): [hash: string, heading: string] {
  return [hash, heading];
}

describe.runIf(hasBrowser)('everybody can use the page of real and of large audits', () => {
  let browser: Browser;
  let out: string;
  beforeAll(async () => {
    browser = await openBrowser();
    out = mkdtempSync(join(tmpdir(), 'realcov-example-'));
  });
  afterAll(async () => {
    await browser.close();
    rmSync(out, { recursive: true, force: true });
  });

  /** One page for all, for most of the time goes into opening it. */
  async function expectNothingWrong(page: Page, where: string): Promise<void> {
    await page.emulateMedia({ colorScheme: 'light' });
    expect.soft(await violations(page), `${where}, light`).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect.soft(await violations(page, ['color-contrast']), `${where}, dark`).toEqual([]);
    await page.setViewportSize({ width: 380, height: 800 });
    expect.soft(await violations(page), `${where}, 380 pixels`).toEqual([]);
    expect.soft(await overflow(page), `${where}, 380 pixels`).toBe(0);
    await page.setViewportSize({ width: 1280, height: 900 });
  }

  async function expectViewsRight(page: Page, audit: Audit): Promise<void> {
    for (const [hash, heading] of viewsOf(audit)) {
      await goTo(page, hash, heading);
      await expectNothingWrong(page, hash);
    }
    await goTo(page, '#/compare', 'Compare');
    const buffer = Buffer.from(JSON.stringify(before(audit)));
    const file = { name: 'before.json', mimeType: 'application/json', buffer };
    await page.getByLabel('Choose an earlier audit.json').setInputFiles(file);
    await page.getByRole('heading', { name: 'No longer noticed' }).waitFor();
    await expectNothingWrong(page, '#/compare');
  }

  test("axe-core finds nothing wrong in the example's", async () => {
    const args = ['audit', '--out-dir', out, '--quiet', '--no-history'];
    const { code, stderr } = await runRealcov(fromRoot('examples', 'shop'), args);
    expect(code, stderr).toBe(0);
    const { page, errors } = await openAddress(browser, pathToFileURL(join(out, 'index.html')).href);
    await expectViewsRight(page, readAudit(out, '.'));
    expect(errors).toEqual([]);
  });

  test('axe-core finds nothing wrong with 10,000 mutants and 2,000 tests', async () => {
    const data = syntheticReport({ mutants: 10_000, tests: 2_000 });
    const { page, errors } = await openReport(browser, data);
    await expectViewsRight(page, data.audit);
    expect(errors).toEqual([]);
  });
});
