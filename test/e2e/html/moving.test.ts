import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, openBrowser } from '../../helpers/browser.ts';
import { expectQuiet, goTo, openReport, sampleReport } from '../../helpers/report-page.ts';

describe.runIf(hasBrowser)('from one break or function to the next', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();

  test('links and keys lead through the unnoticed breaks of a function as they stand in its source', async () => {
    const opened = await openReport(browser, sampleReport(), '#/mutant/e5f60718');
    const { page } = opened;
    const way = page.getByRole('navigation', { name: 'Through the unnoticed breaks' });
    // The one of line 10 stands first in the audit's list, and that of line 9 in the source.
    expect(await way.textContent()).toContain('1 of 2 unnoticed breaks');
    expect(await way.getByRole('link').count()).toBe(1);
    await page.keyboard.press('k');
    await page.keyboard.press('j');
    await heading(page, 'Break b2c3d4e5');
    expect(await way.getByRole('link', { name: /^Next/ }).count()).toBe(0);
    await way.getByRole('link', { name: 'Previous break' }).click();
    await heading(page, 'Break e5f60718');
    expectQuiet(opened);
  });

  test('all breaks are gone through where they are asked for, from one that is noticed too', async () => {
    const opened = await openReport(browser, sampleReport(), '#/mutant/d4e5f607');
    const { page } = opened;
    await page.getByText('2 unnoticed breaks', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'All, including probes' }).click();
    await page.getByText('4 of 5 breaks and probes').waitFor();
    await page.keyboard.press('j');
    await heading(page, 'Break f6071829');
    expect(page.url()).toContain('breaks=all');
    expectQuiet(opened);
  });

  test('functions are gone through as their list has them', async () => {
    const opened = await openReport(browser, sampleReport(), '#/function/f-total');
    const { page } = opened;
    await page.getByText('1 of 7 places, worst first').waitFor();
    await page.keyboard.press('j');
    await heading(page, 'send');
    await page.getByRole('link', { name: 'Next function' }).click();
    await heading(page, 'Cart.add');
    await page.keyboard.press('k');
    await heading(page, 'send');
    expectQuiet(opened);
  });

  test('a key with Ctrl is left to the browser, and one of another view leads nowhere', async () => {
    const opened = await openReport(browser, sampleReport(), '#/function/f-total');
    const { page } = opened;
    await page.keyboard.press('Control+j');
    await goTo(page, '#/tests', 'Tests');
    await page.keyboard.press('j');
    expect(page.url()).toMatch(/#\/tests$/);
    expectQuiet(opened);
  });
});
