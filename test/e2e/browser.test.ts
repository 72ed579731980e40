import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, openBrowser } from '../helpers/browser.ts';
import { fromRoot, readAudit, runRealcov } from '../helpers/project.ts';
import { tempProject } from '../helpers/temp-project.ts';

const viewer = createRequire(import.meta.url).resolve('mutation-testing-elements/mutation-test-elements.js');

describe.runIf(hasBrowser)('mutation.json of an audit in mutation-testing-elements', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  /** Audits the example and opens its report in the viewer. */
  async function open(): Promise<{ page: Page; errors: string[]; out: string }> {
    const out = tempProject({});
    const { code } = await runRealcov(fromRoot('examples', 'shop'), ['audit', '--out-dir', out, '--quiet']);
    expect(code).toBe(0);
    const report = readFileSync(join(out, 'mutation.json'), 'utf8').replaceAll('<', '\\u003c');
    writeFileSync(
      join(out, 'index.html'),
      `<!doctype html><script>${readFileSync(viewer, 'utf8')}</script>
      <mutation-test-report-app></mutation-test-report-app>
      <script>document.querySelector('mutation-test-report-app').report = ${report};</script>`,
    );
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto(pathToFileURL(join(out, 'index.html')).href);
    return { page, errors, out };
  }

  test('shows the score, every file, and the breaks and tests of one', async () => {
    const { page, errors, out } = await open();
    const { realCoverage, mutants } = readAudit(out, '.');
    await page
      .getByText(realCoverage.percent?.toFixed(2) ?? '')
      .first()
      .waitFor();
    for (const file of new Set(mutants.map(({ file }) => file)))
      await page.getByRole('link', { name: file.replace('src/', '') }).waitFor();
    await page.getByRole('link', { name: 'checkout.ts' }).click();
    await page.getByText('EmptyBody').first().waitFor({ state: 'attached' });
    const survivors = mutants.filter(
      ({ file, status, level }) => file === 'src/checkout.ts' && status === 'survived' && level !== 'probe',
    );
    await page.getByText(`Survived (${survivors.length})`).waitFor();
    await page.goto(`${page.url().split('#')[0]}#test/checkout.test.ts`);
    await page.getByText('makes a receipt').first().waitFor({ state: 'attached' });
    expect(errors).toEqual([]);
  });
});
