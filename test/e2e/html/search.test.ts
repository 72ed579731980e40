import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, openBrowser } from '../../helpers/browser.ts';
import {
  expectQuiet,
  goTo,
  openReport,
  overflow,
  sampleReport,
  violations,
} from '../../helpers/report-page.ts';

describe.runIf(hasBrowser)('the search of the page', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  const dialog = (page: Page) => page.getByRole('dialog', { name: 'Search the report' });
  const field = (page: Page) => page.getByRole('combobox', { name: /^Search/ });
  const chosen = (page: Page) => page.getByRole('option', { selected: true });

  test('is opened by a key, and arrow keys and Enter go to what it finds', async () => {
    const opened = await openReport(browser, sampleReport());
    const { page } = opened;
    await page.keyboard.press('/');
    await dialog(page).waitFor();
    await page.keyboard.type('cart');
    await page.getByText('8 found').waitFor();
    expect(await chosen(page).textContent()).toContain('Cart.total');
    await page.keyboard.press('ArrowDown');
    expect(await chosen(page).textContent()).toContain('Cart.add');
    const named = await field(page).getAttribute('aria-activedescendant');
    expect(await page.locator(`#${named}`).textContent()).toContain('Cart.add');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    expect(await chosen(page).textContent()).toContain('cart > checks out');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'cart > checks out' }).waitFor();
    expect(await dialog(page).count()).toBe(0);
    expectQuiet(opened);
  });

  test('leads to a break by the beginning of its id, to a file by its path, and says where nothing is found', async () => {
    const opened = await openReport(browser, sampleReport());
    const { page } = opened;
    await page.getByRole('button', { name: 'Search' }).click();
    await field(page).fill('0718');
    await page.getByRole('option', { name: /^07182930 deleted body Cart\.total/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Break 07182930' }).waitFor();
    await page.keyboard.press('/');
    // It begins anew.
    expect(await field(page).inputValue()).toBe('');
    await page.keyboard.type('src/mon');
    await page.getByRole('option', { name: /^money\.ts/ }).click();
    await page.getByRole('heading', { level: 1, name: 'money.ts' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('no such thing');
    await page.getByText('Nothing is called that').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByText('Nothing is called that').waitFor();
    expectQuiet(opened);
  });

  test('Escape closes it and gives the focus back', async () => {
    const opened = await openReport(browser, sampleReport());
    const { page } = opened;
    const step = page.getByRole('link', { name: /^Cart\.total 2 tests run it/ });
    await step.focus();
    await page.keyboard.press('/');
    await page.keyboard.type('mail');
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.textContent')).toContain('Cart.total');
    expectQuiet(opened);
  });

  test('leaves the key to whoever is writing, and the keys of the view alone while it is open', async () => {
    const opened = await openReport(browser, sampleReport(), '#/functions');
    const { page } = opened;
    await page.getByRole('searchbox').press('/');
    expect(await page.getByRole('searchbox').inputValue()).toBe('/');
    expect(await dialog(page).count()).toBe(0);
    await goTo(page, '#/function/f-total', 'Cart.total');
    await page.keyboard.press('/');
    await page.keyboard.type('j');
    await page.getByText('Nothing is called that').waitFor();
    await field(page).fill('mail');
    await page.getByRole('option').first().focus();
    await page.keyboard.press('j');
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    expect(page.url()).toMatch(/f-total$/);
    expectQuiet(opened);
  });

  test('axe-core finds nothing wrong with it, light, dark and narrow', async () => {
    const { page } = await openReport(browser, sampleReport());
    await page.keyboard.press('/');
    expect(await violations(page), 'empty').toEqual([]);
    await page.keyboard.type('mail');
    await chosen(page).waitFor();
    expect(await violations(page), 'light').toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await violations(page), 'dark').toEqual([]);
    await page.setViewportSize({ width: 380, height: 600 });
    expect(await violations(page), 'narrow').toEqual([]);
    expect(await overflow(page)).toBe(0);
    await field(page).fill('nothing is called this');
    expect(await violations(page), 'nothing found').toEqual([]);
  });
});
