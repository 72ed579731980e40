import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, openBrowser } from '../../helpers/browser.ts';
import { expectQuiet, openReport, sampleReport } from '../../helpers/report-page.ts';

describe.runIf(hasBrowser)('every table', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  test.each([
    { view: 'functions', head: 'Function', sort: 'name', first: 'Cart.add', own: 'Cart.total' },
    { view: 'tests', head: 'Time', sort: 'slow', first: 'cart > checks out', own: 'cart > has a total' },
    { view: 'files', head: 'Noticed', sort: 'share', first: 'src/mail.ts', own: 'src/cart.ts' },
  ])(
    'is sorted by the head of a column, and as it was when asked again: $view',
    async ({ view, head, sort, first, own }) => {
      const opened = await openReport(browser, sampleReport(), `#/${view}`);
      const { page } = opened;
      const name = page.locator('tr.row .row-link').first();
      const column = page.getByRole('columnheader', { name: head, exact: true });
      expect(await name.textContent()).toBe(own);
      await column.getByRole('button').click();
      await expect.poll(() => name.textContent()).toBe(first);
      expect(page.url()).toContain(`sort=${sort}`);
      expect(await page.getByLabel('Sort').inputValue()).toBe(sort);
      expect(await column.getAttribute('aria-sort')).toBe('other');
      await column.getByRole('button').click();
      await expect.poll(() => name.textContent()).toBe(own);
      expect(page.url()).not.toContain('sort=');
      await page.getByLabel('Sort').selectOption({ value: sort });
      await expect.poll(() => name.textContent()).toBe(first);
      expectQuiet(opened);
    },
  );

  test('that is asked for an order it does not have is in its own', async () => {
    const opened = await openReport(browser, sampleReport(), '#/tests?sort=constructor');
    expect(await opened.page.getByLabel('Sort').inputValue()).toBe('worst');
    expectQuiet(opened);
  });
});
