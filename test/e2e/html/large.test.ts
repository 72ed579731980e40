import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { syntheticReport } from '../../../bench/synthetic-report.ts';
import { renderHtml } from '../../../reports/html/index.ts';
import { hasBrowser, openBrowser } from '../../helpers/browser.ts';
import { expectQuiet, goTo, openReport } from '../../helpers/report-page.ts';

describe.runIf(hasBrowser)('a page of 10,000 mutants and 2,000 tests', () => {
  const data = syntheticReport({ mutants: 10_000, tests: 2_000 });
  const html = renderHtml(data);
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  test('is smaller than 5 MB', () => {
    expect(html.length).toBeLessThan(5_000_000);
  });

  test('never builds thousands of rows at once', async () => {
    const opened = await openReport(browser, html);
    const { page } = opened;
    const missed = data.audit.mutants.find(({ status }) => status === 'survived')!;
    const busy = data.audit.tests.toSorted((a, b) => b.covers - a.covers)[0]!;
    const views: [hash: string, heading: string][] = [
      ['#/', 'large'],
      ['#/functions', 'Functions'],
      [
        `#/function/${missed.function}?breaks=all`,
        data.audit.functions.find(({ id }) => id === missed.function)!.name,
      ],
      ['#/tests', 'Tests'],
      [`#/test/${busy.id}`, busy.name],
      ['#/files', 'Files'],
      [`#/file/${missed.file}?breaks=all`, missed.file.split('/').at(-1)!],
      ['#/review', 'Review'],
      ['#/compare', 'Compare'],
    ];
    for (const [hash, heading] of views) {
      await goTo(page, hash, heading);
      expect(await page.locator('tr, li, .line').count(), hash).toBeLessThan(400);
    }
    expectQuiet(opened);
  });

  test('scrolls through all functions, and comes back to the same place', async () => {
    const opened = await openReport(browser, html, '#/functions?sort=name');
    const { page } = opened;
    const names = data.audit.functions.map(({ name }) => name).sort();
    await page.evaluate('scrollTo(0, document.body.scrollHeight)');
    const last = page.getByRole('link', { name: names.at(-1)!, exact: true });
    await last.click();
    await page.getByRole('heading', { level: 1, name: names.at(-1)! }).waitFor();
    await page.goBack();
    await last.waitFor();
    await expect.poll(() => last.isVisible()).toBe(true);
    expectQuiet(opened);
  });

  test('finds one function among all at each key', async () => {
    const opened = await openReport(browser, html, '#/functions');
    const { page } = opened;
    const { name } = data.audit.functions[500]!;
    await page.getByRole('searchbox').pressSequentially(name);
    await page.getByText('1 of 1,000 places').waitFor();
    await page.getByRole('link', { name, exact: true }).waitFor();
    expectQuiet(opened);
  });

  test('is printed in part, in light colours, and says how much more there is', async () => {
    const opened = await openReport(browser, html, '#/functions', { colorScheme: 'dark' });
    const { page } = opened;
    await page.emulateMedia({ media: 'print' });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    await page.getByText('and 500 more, in audit.json').waitFor();
    expect(await page.locator('tr.row').count()).toBe(500);
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    await expect.poll(() => page.locator('tr.row').count()).toBeLessThan(100);
    expectQuiet(opened);
  });
});
