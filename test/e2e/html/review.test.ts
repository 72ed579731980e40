import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Decision } from '../../../src/model/decision.ts';
import { hasBrowser, openBrowser } from '../../helpers/browser.ts';
import { decided } from '../../helpers/decisions.ts';
import { expectQuiet, goTo, openReport, sampleReport } from '../../helpers/report-page.ts';

describe.runIf(hasBrowser)('the review', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  const heading = (page: Page) => page.locator('.deciding h2');

  /** Decides on what is shown as a person at the keyboard does. */
  async function decide(page: Page, key: string, reason: string, name?: string): Promise<void> {
    await page.keyboard.press(key);
    await page.locator('.reason').waitFor();
    await page.keyboard.type(reason);
    if (name !== undefined) {
      await page.keyboard.press('Tab');
      await page.keyboard.type(name);
    }
    await page.keyboard.press('Enter');
    await page.locator('.reason').waitFor({ state: 'detached' });
  }

  test('goes through what no test notices by keyboard, worst first, and back', async () => {
    const opened = await openReport(browser, sampleReport(), '#/review');
    const { page } = opened;
    expect(await page.locator('.candidate .second').first().textContent()).toBe('Cart.total');
    const first = await heading(page).textContent();
    expect(first).toBe('deleted body');
    await page.keyboard.press('j');
    await page.getByRole('heading', { level: 2, name: 'returns 0' }).waitFor();
    expect(page.url()).toContain('at=18293041');
    await page.keyboard.press('k');
    await page.getByRole('heading', { level: 2, name: 'deleted body' }).waitFor();
    expectQuiet(opened);
  });

  test('keeps decisions with reason and name, takes them into every figure, and takes them back', async () => {
    const opened = await openReport(browser, sampleReport(), '#/review');
    const { page } = opened;
    await decide(page, 'e', 'the mail is sent elsewhere', 'Ada');
    await page.getByText('1 of 10 unnoticed breaks decided').waitFor();
    await decide(page, 'w', 'nobody calls it');
    await decide(page, 'n', 'ask for the sum with tax');
    await page.getByText('3 of 10 unnoticed breaks decided').waitFor();

    await page.reload();
    await page.getByText('3 of 10 unnoticed breaks decided').waitFor();
    await page.getByRole('button', { name: 'Decided', exact: true }).click();
    await page.getByText('the mail is sent elsewhere').waitFor();
    expect(await page.locator('.decision').textContent()).toContain('Ada');

    await goTo(page, '#/', 'shop');
    await page.getByText('2 accepted breaks are in none of these figures').waitFor();
    await page.getByText('50%', { exact: true }).waitFor();
    expectQuiet(opened);
  });

  test('puts what needs a test first on the overview, with the reason and who said so', async () => {
    const opened = await openReport(browser, sampleReport(), '#/review?at=b2c3d4e5');
    const { page } = opened;
    await decide(page, 'n', 'the fiftieth item still fits', 'Ada');
    await goTo(page, '#/', 'shop');
    const next = page.getByRole('region', { name: 'What to do next' });
    const step = next.getByRole('listitem').first();
    expect(await step.textContent()).toMatch(
      /^Cart\.add this\.items\.length >= LIMIT.*the fiftieth item still fits Ada, \d{4}-\d\d-\d\dsrc\/cart\.ts:10$/,
    );
    await step.getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: 'Break b2c3d4e5' }).waitFor();
    expectQuiet(opened);
  });

  test('shows what needs a test alone', async () => {
    const decisions = [
      decided('85960718', { kind: 'needs-a-test' }),
      decided('b2c3d4e5', { kind: 'not-worth-a-test' }),
    ];
    const opened = await openReport(browser, sampleReport({ decisions }), '#/review');
    const { page } = opened;
    await page.getByRole('button', { name: 'Needs a test', exact: true }).click();
    await page.getByRole('heading', { level: 2, name: 'deleted body' }).waitFor();
    expect(await page.locator('.candidate').count()).toBe(1);
    expectQuiet(opened);
  });

  test('decides at once on all that is open of a function, says so, and takes it back at once', async () => {
    const opened = await openReport(browser, sampleReport(), '#/review');
    const { page } = opened;
    await page.keyboard.press('w');
    await page.keyboard.type('the total is shown nowhere');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Ada');
    await page.getByLabel('And the 3 other undecided breaks of Cart.total').check();
    await page.getByRole('button', { name: 'Save as not worth a test' }).click();
    await page.getByText('4 breaks of Cart.total: not worth a test.').waitFor();
    await page.getByText('4 of 10 unnoticed breaks decided').waitFor();
    expect(await page.locator('.candidate').count()).toBe(6);
    // A function of which all is accepted is not praised for it.
    await page.getByRole('link', { name: 'Functions', exact: true }).click();
    const total = page.getByRole('table', { name: 'Functions' }).locator('tr.row', { hasText: 'Cart.total' });
    expect(await total.textContent()).toMatch(/^Cart\.totalaccepted · src\/cart\.ts:154 accepted/);
    await total.getByRole('link').click();
    await page.getByText('Accepted4').waitFor();
    await goTo(page, '#/', 'shop');
    await page.getByRole('link', { name: 'with 4 decisions of this browser' }).click();
    await goTo(page, '#/review', 'Review');
    await page.getByRole('button', { name: 'Take 4 decisions into the project' }).click();
    expect(await page.evaluate('document.activeElement.textContent')).toBe(
      '4 decisions not in the project yet',
    );
    await page.keyboard.press('u');
    await page.getByText('0 of 10 unnoticed breaks decided').waitFor();
    await page.getByText('Taken back.').waitFor();
    expectQuiet(opened);
  });

  test('takes the last decision back with u', async () => {
    const opened = await openReport(browser, sampleReport(), '#/review');
    const { page } = opened;
    await decide(page, 'e', 'no difference', 'Ada');
    await page.getByRole('heading', { level: 2, name: 'returns 0' }).waitFor();
    await page.keyboard.press('u');
    await page.getByRole('heading', { level: 2, name: 'deleted body' }).waitFor();
    await page.getByText('0 of 10 unnoticed breaks decided').waitFor();
    expect(await page.getByText('not in the project yet').count()).toBe(0);
    expectQuiet(opened);
  });

  test('wants a reason and a name', async () => {
    const opened = await openReport(browser, sampleReport(), '#/review');
    const { page } = opened;
    await page.keyboard.press('e');
    await page.keyboard.type('  ');
    await page.keyboard.press('Enter');
    await page.locator('.reason').waitFor();
    await page.getByText('0 of 10 unnoticed breaks decided').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.reason').waitFor({ state: 'detached' });
    expectQuiet(opened);
  });

  test('exports accepted.json with what the project has already, and the commands', async () => {
    const known: Decision = {
      mutant: 'c0a1f2e3',
      kind: 'not-worth-a-test',
      reason: 'a limit of taste',
      by: 'Grace',
      at: '2026-01-01T00:00:00.000Z',
      file: 'src/cart.ts',
      mutator: 'NumberLiteral',
      original: '50',
      replacement: '51',
    };
    const context = { acceptDownloads: true, permissions: ['clipboard-read', 'clipboard-write'] };
    const opened = await openReport(browser, sampleReport({ decisions: [known] }), '#/review', context);
    const { page } = opened;
    await decide(page, 'e', "it's all the same", 'Ada');
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download accepted.json' }).click();
    const decisions = JSON.parse(readFileSync(await (await downloading).path(), 'utf8')) as Decision[];
    expect(decisions).toEqual([
      {
        mutant: '07182930',
        kind: 'equivalent',
        reason: "it's all the same",
        by: 'Ada',
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        file: 'src/cart.ts',
        function: 'Cart.total',
        mutator: 'EmptyBody',
        original: expect.stringContaining('let sum = 0;'),
        replacement: '{}',
      },
      known,
    ]);
    await page.getByRole('button', { name: 'Copy the commands' }).click();
    await page.getByText('Copied', { exact: true }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
      "realcov accept 07182930 --kind equivalent --reason 'it'\\''s all the same' --by 'Ada'\n",
    );
    expect(opened.errors).toEqual([]);
  });
});
