import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { renderHtml } from '../../reports/html/index.ts';
import type { Audit } from '../../src/model/audit.ts';
import type { ReportData } from '../../src/model/report-data.ts';
import { sampleAudit, sampleSources } from './sample-audit.ts';

export interface Opened {
  page: Page;
  /** Errors of the page, and what its policy refused. */
  errors: string[];
  /** Addresses that it asked for, itself aside. */
  requests: string[];
}

export function sampleReport(changes: Partial<ReportData> = {}, audit: Partial<Audit> = {}): ReportData {
  return {
    audit: sampleAudit(audit),
    holdsEveryBreak: true,
    sources: sampleSources,
    history: [],
    decisions: [],
    ...changes,
  };
}

/** Opens a report in a page of its own, which is closed after the test. */
export async function openReport(
  browser: Browser,
  report: ReportData | string,
  hash = '#/',
  options: BrowserContextOptions = {},
): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'realcov-page-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'index.html');
  writeFileSync(file, typeof report === 'string' ? report : renderHtml(report));
  return openAddress(browser, pathToFileURL(file).href, hash, options);
}

export async function openAddress(
  browser: Browser,
  address: string,
  hash = '#/',
  options: BrowserContextOptions = {},
): Promise<Opened> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const errors: string[] = [];
  const requests: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith('data:') && url.split('#')[0] !== address) requests.push(url);
  });
  await page.goto(address + hash);
  await page.locator('h1').waitFor();
  return { page, errors, requests };
}

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  id: string;
  help: string;
  nodes: { html: string; failureSummary?: string }[];
}

const everything = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe-core finds wrong with the page as it is now, in words; by some of its rules alone where they are named. */
export async function violations(page: Page, rules: string[] = everything): Promise<string[]> {
  await page.evaluate(`globalThis.axe === undefined && (() => {${axe}})()`);
  const found = await page.evaluate<{ violations: Violation[] }>(
    `axe.run(document, { runOnly: ${JSON.stringify(rules)} })`,
  );
  return found.violations.flatMap(({ id, help, nodes }) =>
    nodes
      .slice(0, 3)
      .map(({ html, failureSummary }) => `${id}: ${help}\n  ${html.slice(0, 200)}\n  ${failureSummary}`),
  );
}

/** How many pixels of the page lie to the right of the window. */
export async function overflow(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

/** Texts that have room for only a few letters in a line, or that reach over the right edge of the window. */
export async function squeezed(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const isAway = (element) => getComputedStyle(element).clipPath !== 'none';
    return [...document.querySelectorAll('#main :is(a, bdi, .place, code, dd, h1, h2)')]
      .filter((element) => element.offsetParent !== null && !isAway(element))
      .filter((element) => element.closest('table, .found, .candidate, .treemap') === null)
      .filter((element) => {
        const { right, width, height } = element.getBoundingClientRect();
        return right > innerWidth + 1 || (element.textContent.length > 12 && width < 40 && height > 60);
      })
      .map((element) => element.textContent.slice(0, 60));
  })()`);
}

/** Goes to another view by its address, and waits until it is there. */
export async function goTo(page: Page, hash: string, heading: string | RegExp): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
}

export function expectQuiet({ errors, requests }: Opened): void {
  expect(errors).toEqual([]);
  expect(requests).toEqual([]);
}
