import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkOut, type ExampleCommit, makeExample } from '../../../scripts/example-history.ts';
import type { Audit } from '../../../src/model/audit.ts';
import { endSharedProcesses, runInSharedProcess as runRealcov } from '../../helpers/audit-process.ts';
import { hasBrowser, openBrowser } from '../../helpers/browser.ts';
import { readAudit } from '../../helpers/project.ts';
import { expectQuiet, goTo, openAddress } from '../../helpers/report-page.ts';

afterAll(endSharedProcesses);

describe.runIf(hasBrowser)("the page of the example's audit", () => {
  let browser: Browser;
  let temp: string;
  let commits: ExampleCommit[];
  let audit: Audit;
  let address: string;

  beforeAll(async () => {
    temp = realpathSync(mkdtempSync(join(tmpdir(), 'realcov-example-')));
    const folder = join(temp, 'shop');
    commits = makeExample(folder);
    for (const commit of commits) {
      checkOut(folder, commit);
      const { code, stderr } = await runRealcov(folder, ['audit', '--quiet']);
      expect(code, stderr).toBe(0);
    }
    audit = readAudit(folder);
    address = pathToFileURL(join(folder, 'reports', 'realcov', 'index.html')).href;
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(temp, { recursive: true, force: true });
  });

  const functionNamed = (name: string) => audit.functions.find((each) => each.name === name)!;
  const testNamed = (name: string) => audit.tests.find((each) => each.name.endsWith(name))!;

  test('says at first sight which function can lose its body, which test is theater and why, what changed since the last run and what to do next', async () => {
    const opened = await openAddress(browser, address);
    const { page } = opened;
    expect(await page.locator('.figure-value').allTextContents()).toEqual(['70%', '91%', '21 points']);
    const next = page.getByRole('region', { name: 'What to do next' });
    await next
      .getByRole('link', { name: /^archive 2 tests run it, and none notices when its body is deleted/ })
      .waitFor();
    await next
      .getByRole('link', {
        name: /cannot be redeemed when expired swallows failure new since the last run .* something in the test catches the failure/,
      })
      .waitFor();
    const since = page.getByRole('region', { name: 'Since the last run' });
    await since.getByText('Real coverage 62% → 70%, +8 points').waitFor();
    await since.getByText('Claimed coverage 94% → 91%').waitFor();
    const [, before, last] = commits.map(({ hash, subject }) => `${hash.slice(0, 7)} ${subject} · 20`);
    const fromTo = await since.locator('.made').textContent();
    expect(fromTo).toContain(`From ${before}`);
    expect(fromTo).toContain(`to ${last}`);
    expect(await page.locator('.page-head .made').textContent()).toContain(last);
    const halves = await since.locator('.since-half').allInnerTexts();
    const [worse, better] = halves.map((half) => half.replaceAll(/\s+/g, ' '));
    expect(halves).toHaveLength(2);
    expect(worse).toMatch(
      /^Worse 7 breaks no longer noticed isValid redeem 12 new breaks that no test notices/,
    );
    expect(worse).toContain('addTax > should add 20 percent to 20 euros now copy-paste');
    expect(worse).toContain('coupons > cannot be redeemed when expired now swallows failure');
    expect(worse).toContain('redeem tested weak');
    expect(better).toMatch(/^Better 37 breaks noticed now adds tax no longer hollow/);
    expect(better).toContain('addTax pseudo-tested tested');
    expectQuiet(opened);
  });

  test('says what its words mean', async () => {
    const opened = await openAddress(browser, address);
    const { page } = opened;
    const meaning = page.getByText('At least one test fails with the break, and passes without it.');
    expect(await meaning.isVisible()).toBe(false);
    await page.getByRole('button', { name: 'What do the words mean?' }).click();
    await meaning.waitFor();
    expect(await page.evaluate('document.activeElement.textContent')).toBe('What the words mean');
    expectQuiet(opened);
  });

  test('shows in the trend what each commit did to the coverage', async () => {
    const opened = await openAddress(browser, address);
    const trend = opened.page.getByRole('region', { name: 'Trend' });
    await trend.getByRole('img', { name: /^Real coverage of 3 runs, from 73% to 70%/ }).waitFor();
    const hashes = commits.map(({ hash }) => hash.slice(0, 7));
    expect(await trend.locator('svg .trend-date').allTextContents()).toEqual(hashes);
    const rows = await trend.locator('tbody tr').allInnerTexts();
    expect(rows).toHaveLength(3);
    for (const [index, { subject }] of commits.toReversed().entries()) expect(rows[index]).toContain(subject);
    expect(rows[0]).toMatch(/70%\s*\+8 points\s*91%/);
    expect(rows[1]).toMatch(/62%\s*−11 points\s*94%/);
    expectQuiet(opened);
  });

  test('compares with the run before: functions and tests first, then the breaks of each function', async () => {
    const opened = await openAddress(browser, address, '#/compare');
    const { page } = opened;
    const part = (title: string) =>
      page.locator('section.card', { has: page.getByRole('heading', { name: title }) });
    const verdicts = await part('Functions that changed their verdict').locator('li').allInnerTexts();
    expect(verdicts[0]).toMatch(/^redeem src\/coupons\.ts\s+tested\s+weak\s+worse$/);
    expect(verdicts.slice(1).every((text) => text.endsWith('better'))).toBe(true);
    expect(await part('New findings').locator('li').first().textContent()).toContain(
      'something in the test catches the failure',
    );
    const lost = part('No longer noticed').locator('.changed-breaks');
    expect(await lost.getByRole('link').allTextContents()).toEqual(['isValid', 'redeem']);
    expect(await lost.first().locator('.annotation').count()).toBe(5);
    expect(await part('New and uncaught').textContent()).toContain('formatLines');
    await part('Noticed now').getByRole('button', { name: 'Show 27 more' }).click();
    expect(await part('Noticed now').locator('.annotation').count()).toBe(37);
    expect(await part('Resolved findings').textContent()).toContain('Before: passes with all 14 breaks');
    expectQuiet(opened);
  });

  test('leads from there to the function, its source with the breaks in place, and the diff of one', async () => {
    const opened = await openAddress(browser, address);
    const { page } = opened;
    await page.getByRole('link', { name: /^archive 2 tests/ }).click();
    await page.getByRole('heading', { level: 1, name: 'archive' }).waitFor();
    expect(page.url()).toContain(`#/function/${functionNamed('archive').id}`);
    await page.getByText('journal.write(JSON.stringify(receipt));').waitFor();
    const removed = page.getByRole('button', { name: /removed call journal.write/ });
    expect(await removed.textContent()).toContain('0 of 2 tests notice');
    await removed.click();
    const diff = page.getByRole('region', { name: 'What the break changes' });
    expect(await diff.locator('.diff-removed').textContent()).toContain(
      'journal.write(JSON.stringify(receipt));',
    );
    const { id } = audit.mutants.find(
      (mutant) =>
        mutant.function === functionNamed('archive').id && mutant.original.startsWith('journal.write'),
    )!;
    await page.getByText(`realcov reproduce ${id}`, { exact: true }).waitFor();
    await page.getByRole('link', { name: 'archives a receipt' }).waitFor();
    expectQuiet(opened);
  });

  test('filters and sorts the functions, and keeps that in the address', async () => {
    const opened = await openAddress(browser, address, '#/functions?verdict=untested');
    const { page } = opened;
    const rows = page.getByRole('table', { name: 'Functions' }).locator('tr.row');
    expect(await rows.count()).toBe(audit.functions.filter(({ verdict }) => verdict === 'untested').length);
    await page.getByRole('button', { name: /^pseudo-tested/ }).click();
    await page.getByText('archive', { exact: true }).waitFor();
    expect(page.url()).toContain('verdict=untested%2Cpseudo-tested');
    await page.getByRole('searchbox').fill('cart');
    await page.getByText('No function fits these filters.').waitFor();
    await page.getByRole('searchbox').fill('');
    await page.getByLabel('Sort').selectOption('most unnoticed');
    expect(await rows.first().textContent()).toContain('LoyaltyCard.discount');
    expectQuiet(opened);
  });

  test('shows a test with what was found, its source, and what it did not notice', async () => {
    const { id, covers } = testNamed('cannot be redeemed when expired');
    const opened = await openAddress(browser, address, `#/test/${id}`);
    const { page } = opened;
    await page
      .getByText('passes although what it calls throws at once: something in the test catches the failure')
      .waitFor();
    await page.getByText('} catch (error) {').waitFor();
    await page
      .getByText(/^realcov reproduce .* --test "coupons > cannot be redeemed when expired"$/)
      .waitFor();
    expect(await page.locator('.facts').textContent()).toContain(`Breaks it reaches${covers}`);
    await page.getByRole('button', { name: /^isValid src\/coupons\.ts:12 0 of 23$/ }).click();
    expect(await page.locator('.worth-breaks').textContent()).toContain('not noticed');
    expectQuiet(opened);
  });

  test('leads from a finding to a break that proves it, with the command that shows it', async () => {
    const { id } = testNamed('cannot be redeemed when expired');
    const opened = await openAddress(browser, address, `#/test/${id}`);
    const { page } = opened;
    const link = page.getByRole('list', { name: 'It passes with' }).getByRole('link').first();
    const shown = (await link.textContent())!;
    await link.click();
    await page.getByRole('heading', { level: 1, name: `Break ${shown}` }).waitFor();
    const proof = page.getByRole('region', { name: 'What it proves' });
    expect(await proof.textContent()).toMatch(
      /^coupons > cannot be redeemed when expired passes with it \(swallows failure\)\./,
    );
    await proof.getByText(new RegExp(`^realcov reproduce ${shown}\\w+ --test "coupons > `)).waitFor();
    await proof.getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: 'coupons > cannot be redeemed' }).waitFor();
    expectQuiet(opened);
  });

  test('has every test in its table, theater first', async () => {
    const opened = await openAddress(browser, address, '#/tests');
    const rows = opened.page.getByRole('table', { name: 'Tests' }).locator('tr.row');
    expect(await opened.page.getByRole('table', { name: 'Tests' }).getAttribute('aria-rowcount')).toBe(
      String(audit.tests.length + 1),
    );
    const theater = audit.findings.filter(({ severity }) => severity === 'error');
    for (let index = 0; index < theater.length; index++)
      expect(theater.map(({ test }) => test)).toContain(
        await rows.nth(index).getByRole('link').textContent(),
      );
    await opened.page.getByRole('button', { name: /^theater/ }).click();
    await opened.page.getByText(`${theater.length} of ${audit.tests.length} tests`).waitFor();
    expectQuiet(opened);
  });

  test('shows a file with all breaks in place, at a line that a link names', async () => {
    const opened = await openAddress(browser, address, '#/file/src/pricing.ts?breaks=all&line=12');
    const { page } = opened;
    await page.getByRole('heading', { name: 'pricing.ts' }).waitFor();
    expect(await page.locator('.line-target').textContent()).toContain('pieces >= 10');
    expect(await page.locator('.annotation').count()).toBe(
      audit.mutants.filter(({ file, level }) => file === 'src/pricing.ts' && level !== 'neutral').length,
    );
    expectQuiet(opened);
  });

  test('finds a break by the beginning of its id, and says so where there is none', async () => {
    const { id } = audit.mutants.find(({ status }) => status === 'survived')!;
    const opened = await openAddress(browser, address, `#/mutant/${id.slice(0, 8)}`);
    await opened.page.getByText(`Break ${id}`).waitFor();
    await goTo(opened.page, '#/mutant/ffff', 'No such break');
    await goTo(opened.page, '#/function/gone', 'No such function');
    await goTo(opened.page, '#/nowhere', 'No such view');
    expectQuiet(opened);
  });

  test('marks whole words of what a break changes', async () => {
    const { id } = audit.mutants.find(
      ({ original, replacement }) => original === 'this.points >= 100' && replacement === 'true',
    )!;
    const opened = await openAddress(browser, address, `#/mutant/${id}`);
    expect(await opened.page.locator('.diff mark').allTextContents()).toEqual(['this.points >= 100', 'true']);
    expectQuiet(opened);
  });

  test('compares with an earlier audit.json that its reader chooses', async () => {
    const opened = await openAddress(browser, address, '#/compare');
    const archive = functionNamed('archive');
    const before = structuredClone(audit);
    for (const mutant of before.mutants)
      if (mutant.function === archive.id)
        Object.assign(mutant, { status: 'killed', killedBy: [testNamed('archives a receipt').id] });
    before.functions.find(({ id }) => id === archive.id)!.verdict = 'tested';
    const file = {
      name: 'before.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(before)),
    };
    await opened.page.getByLabel('Choose an earlier audit.json').setInputFiles(file);
    await opened.page.getByText('With before.json').waitFor();
    const changed = opened.page.locator('section', { hasText: 'Functions that changed their verdict' });
    expect(await changed.textContent()).toContain('archive');
    expect(await changed.textContent()).toContain('pseudo-tested');
    await opened.page
      .getByLabel('Choose an earlier audit.json')
      .setInputFiles({ ...file, buffer: Buffer.from('{ "schemaVersion": "3" }') });
    await opened.page.getByText('It was made by a newer realcov').waitFor();
    expectQuiet(opened);
  });
});
