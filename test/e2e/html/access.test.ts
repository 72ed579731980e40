import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, openBrowser } from '../../helpers/browser.ts';
import { decided } from '../../helpers/decisions.ts';
import { history } from '../../helpers/report-history.ts';
import { goTo, openReport, overflow, sampleReport, squeezed, violations } from '../../helpers/report-page.ts';

const views: [hash: string, heading: RegExp][] = [
  ['#/', /^shop/],
  ['#/functions', /^Functions/],
  ['#/function/f-total?break=07182930', /^Cart\.total/],
  ['#/function/f-add?breaks=all', /^Cart\.add/],
  ['#/mutant/a1b2c3d4', /^Break/],
  ['#/tests', /^Tests/],
  ['#/test/t-total', /^cart > has a total/],
  ['#/files', /^Files/],
  ['#/file/src/money.ts', /^money\.ts/],
  ['#/review', /^Review/],
  ['#/compare', /^Compare/],
  ['#/function/none', /^No such function/],
];

describe.runIf(hasBrowser)('everybody can use the page', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  const report = () => {
    const data = sampleReport({ history });
    const [added] = data.audit.findings;
    data.comparison = {
      realCoverage: { before: 60, after: data.audit.realCoverage.percent },
      claimedCoverage: { before: 90, after: data.audit.claimedCoverage.percent },
      accepted: [],
      lost: ['07182930'],
      won: ['a1b2c3d4'],
      functions: [
        { id: 'f-total', file: 'src/cart.ts', name: 'Cart.total', before: 'weak', after: 'pseudo-tested' },
      ],
      functionsAdded: ['f-send'],
      functionsGone: ['f-old'],
      findingsAdded: [added!],
      findingsGone: [],
      newUnnoticed: ['85960718'],
    };
    return data;
  };

  test.each(['light', 'dark'] as const)(
    'axe-core finds nothing wrong in any view, %s',
    async (colorScheme) => {
      const { page, errors } = await openReport(browser, report(), '#/', { colorScheme });
      for (const [hash, heading] of views) {
        await goTo(page, hash, heading);
        expect(await violations(page), hash).toEqual([]);
      }
      await goTo(page, '#/review', 'Review');
      await page.keyboard.press('e');
      await page.locator('.reason').waitFor();
      expect(await violations(page), 'deciding').toEqual([]);
      expect(errors).toEqual([]);
    },
  );

  test('axe-core finds nothing wrong at 380 pixels, and nothing scrolls sideways', async () => {
    const { page } = await openReport(browser, report(), '#/', { viewport: { width: 380, height: 800 } });
    for (const [hash, heading] of views) {
      await goTo(page, hash, heading);
      expect(await overflow(page), hash).toBe(0);
      expect(await violations(page), hash).toEqual([]);
    }
  });

  test('long names and paths stay within the page, at 380 pixels and wide', async () => {
    const data = report();
    const path = `packages/${'accounting-core-'.repeat(8)}/src/reconcile.ts`;
    const name = `${'reconcileOutstandingInvoices'.repeat(4)} > callback`;
    for (const unit of data.audit.functions) unit.name = name;
    for (const each of [...data.audit.functions, ...data.audit.mutants])
      if (each.file === 'src/cart.ts') each.file = path;
    for (const each of data.audit.tests) each.name = 'rounds to cents '.repeat(20).trim();
    data.sources = { ...data.sources, [path]: data.sources['src/cart.ts']! };
    data.decisions = [decided('b2c3d4e5', { kind: 'needs-a-test', reason: 'why'.repeat(50) })];
    const { page } = await openReport(browser, data, '#/', { viewport: { width: 380, height: 800 } });
    const sections: [hash: string, section: string][] = [
      ['#/', '.next'],
      ['#/functions', '.rows'],
      ['#/function/f-total?breaks=all', '.view-function'],
      ['#/mutant/07182930', '.view-mutant'],
      ['#/tests', '.rows'],
      ['#/test/t-total', '.worth'],
      ['#/files', '.rows'],
      [`#/file/${path}`, '.view-file'],
      ['#/review', '.deciding'],
      ['#/compare', '.view-compare'],
    ];
    for (const width of [380, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      for (const [hash, section] of sections) {
        await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
        await page.locator(section).first().waitFor();
        expect.soft(await overflow(page), `${hash}, ${width} pixels`).toBe(0);
        expect.soft(await squeezed(page), `${hash}, ${width} pixels`).toEqual([]);
      }
    }
  });

  test('a suite that notices everything is told so', async () => {
    const data = report();
    data.audit.findings = [];
    for (const mutant of data.audit.mutants) mutant.status = 'killed';
    for (const unit of data.audit.functions) unit.verdict = 'tested';
    const { page } = await openReport(browser, data);
    const next = page.getByRole('region', { name: 'What to do next' });
    await next.getByText('All clear: no break goes unnoticed, and no test is theater.').waitFor();
    expect(await violations(page)).toEqual([]);
    data.audit.mutants[0]!.status = 'unproven';
    const unproven = (await openReport(browser, data)).page;
    await unproven.getByText('no test is theater; 1 break is unproven.').waitFor();
    expect(await unproven.getByText('All clear').count()).toBe(0);
  });

  test('the keyboard alone leads to a break and its diff, and back', async () => {
    const { page } = await openReport(browser, report());
    const focused = () => page.evaluate<string>('document.activeElement.textContent');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('What do the words mean?');
    await page.keyboard.press('Tab');
    expect(await focused()).toContain('Cart.total');
    const outline = await page.evaluate<string>('getComputedStyle(document.activeElement).outlineStyle');
    expect(outline).toBe('solid');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Cart.total' }).waitFor();
    // The heading has the focus now, so that a screen reader says where it is.
    await expect.poll(focused).toBe('Cart.total');
    for (let presses = 0; !/deleted body/.test(await focused()); presses++) {
      expect(presses).toBeLessThan(12);
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'What the break changes' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'shop' }).waitFor();
  });

  test('the theme follows the system until its reader switches, and stays then', async () => {
    const { page } = await openReport(browser, report(), '#/', { colorScheme: 'light' });
    const ground = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    expect(await ground()).toBe('rgb(255, 255, 255)');
    await page.getByRole('button', { name: 'Switch to dark' }).click();
    expect(await ground()).toBe('rgb(14, 16, 19)');
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await ground()).toBe('rgb(14, 16, 19)');
  });

  test('the trend can be read as a table, with the commits', async () => {
    const { page } = await openReport(browser, report());
    await page.getByRole('img', { name: /^Real coverage of 3 runs, from 40% to 44%/ }).waitFor();
    await page.getByRole('cell', { name: 'bbbbbbb the cart is emptied (with changes)' }).waitFor();
  });

  test('what changed since the last run is on the overview', async () => {
    const { page } = await openReport(browser, report());
    const since = page.getByRole('region', { name: 'Since the last run' });
    expect(await since.textContent()).toContain('Real coverage 60% → 44%, −16 points');
    expect(await since.textContent()).toContain('1break no longer noticed');
    await since.getByRole('link', { name: 'Cart.total' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Cart.total' }).waitFor();
  });

  test('what was accepted comes before what changed, and a part of the project is called that', async () => {
    const data = report();
    const accepted = data.audit.mutants.find(({ id }) => id === 'e1526374')!;
    Object.assign(accepted, { status: 'accepted', reason: 'never above', acceptedBy: 'Mira' });
    data.comparison!.accepted = [accepted.id];
    data.audit.part = { paths: ['src/money.ts'] };
    const { page } = await openReport(browser, data);
    const since = page.getByRole('region', { name: 'Since the last run' });
    expect(await since.textContent()).toMatch(
      /1 break newly accepted.*never above \(Mira\).*Real coverage 60%/s,
    );
    const [note] = await page.getByRole('note').allTextContents();
    expect(note).toContain('This is a part of the project. All figures are of src/money.ts.');
    expect(await page.getByRole('region', { name: 'Trend' }).count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    await goTo(page, '#/compare', 'Compare');
    await page.getByRole('heading', { name: /^Newly accepted/ }).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test('an incomplete audit and a failed gate are said before the figures', async () => {
    const data = report();
    data.audit.complete = false;
    const { page } = await openReport(browser, data);
    const notes = await page.getByRole('note').allTextContents();
    expect(notes[0]).toContain('This audit is incomplete.');
    expect(notes[1]).toContain('real coverage 44.44% is below the minimum of 60%');
  });
});
