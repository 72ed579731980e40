import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withRanks } from '../../../src/ranking/ranks.ts';
import { hasBrowser, openBrowser } from '../../helpers/browser.ts';
import {
  expectQuiet,
  openReport,
  overflow,
  sampleReport,
  squeezed,
  violations,
} from '../../helpers/report-page.ts';
import { sampleSources } from '../../helpers/sample-audit.ts';
import { changedAudit, largeChange } from '../../helpers/sample-change.ts';

const reportOf = (audit = changedAudit()) => ({
  ...sampleReport(),
  audit: withRanks(audit, (file) => sampleSources[file], []),
});

describe.runIf(hasBrowser)('the page of an audit of a change', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  test('the overview begins with what is worse, and leads to all of it', async () => {
    const opened = await openReport(browser, reportOf());
    const { page } = opened;
    const card = page.getByRole('region', { name: 'What the change made worse' });
    await card.getByText('This change leaves 8 breaks unnoticed').waitFor();
    expect(await card.getByRole('listitem').count()).toBe(3);
    await card.getByRole('link', { name: 'See the whole change' }).click();
    await page.getByRole('heading', { level: 1, name: 'Change' }).waitFor();
    expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual([
      'Look at these first 3',
      'On the same lines or in the same functions 4',
      'Seldom need a test 1',
      'Functions with a worse verdict 2',
      'Tests of the change 4',
      'Tests that are gone 2',
    ]);
    await page.getByText('only this test notices').waitFor();
    expectQuiet(opened);
  });

  test.each([380, 1200])('everybody can read it on %d pixels', async (width) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const viewport = { width, height: 900 };
      const { page } = await openReport(browser, reportOf(), '#/change', { viewport, colorScheme });
      expect(await violations(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      expect(await squeezed(page)).toEqual([]);
    }
  });

  test('shows seven breaks of many at first', async () => {
    const { page } = await openReport(browser, reportOf(largeChange(20)), '#/change');
    const first = page.locator('section', { hasText: 'Look at these first' });
    expect(await first.getByRole('listitem').count()).toBe(7);
    await first.getByRole('button', { name: 'Show 16 more' }).click();
    await expect.poll(() => first.getByRole('listitem').count()).toBe(23);
  });

  test('a break says why it counts as worse', async () => {
    const { page } = await openReport(browser, reportOf(), '#/mutant/e1526374');
    await page.getByText('Made worse by the change: noticed before by').waitFor();
  });

  test('an audit of no change has no such tab', async () => {
    const { page } = await openReport(browser, sampleReport());
    expect(await page.getByRole('link', { name: 'Change', exact: true }).count()).toBe(0);
  });
});
