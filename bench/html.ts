/** How large the HTML report gets, and how long a reader waits: in a browser, on invented audits. */
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { writeHtml } from '../reports/html/index.ts';
import type { ReportData } from '../src/model/report-data.ts';
import { type Size, syntheticReport } from './synthetic-report.ts';

export interface HtmlCost extends Size {
  functions: number;
  megabytes: number;
  /** Of writing the file, without building the template. */
  writeMs: number;
  /** From the start of the navigation to the first frame with the overview; one for each time. */
  firstViewMs: number[];
  /** From the click to the frame after; by view, one for each time. */
  changes: Record<string, number[]>;
}

const sizes: Size[] = [
  { mutants: 10_000, tests: 2_000 },
  { mutants: 100_000, tests: 20_000 },
];

export async function htmlCosts(times: number, say: (line: string) => void): Promise<HtmlCost[]> {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(executablePath))
    throw new Error(`no Chromium at ${executablePath}; CHROMIUM names another`);
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath, args });
  const folder = mkdtempSync(join(tmpdir(), 'realcov-html-'));
  try {
    // Builds the template, so that it is not measured.
    await writeHtml(syntheticReport({ mutants: 10, tests: 2 }), folder);
    const costs: HtmlCost[] = [];
    for (const size of sizes) {
      say(`a report of ${size.mutants.toLocaleString('en-US')} mutants`);
      costs.push(await htmlCost(size, folder, browser, times));
    }
    return costs;
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function htmlCost(size: Size, folder: string, browser: Browser, times: number): Promise<HtmlCost> {
  const data = syntheticReport(size);
  const start = performance.now();
  const file = await writeHtml(data, folder);
  const writeMs = Math.round(performance.now() - start);
  const firstViewMs: number[] = [];
  const changes: Record<string, number[]> = {};
  for (let time = 0; time < times; time++) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    firstViewMs.push(await firstView(page, file));
    for (const [view, hash] of Object.entries(visits(data))) {
      changes[view] ??= [];
      changes[view].push(await change(page, hash));
    }
    await page.close();
  }
  return {
    ...size,
    functions: data.audit.functions.length,
    megabytes: Math.round(statSync(file).size / 10_000) / 100,
    writeMs,
    firstViewMs,
    changes,
  };
}

/** Each view, for the first time and again, in the order a reader may take. */
function visits({ audit }: ReportData): Record<string, string> {
  const missed = audit.mutants.find(({ status }) => status === 'survived');
  const busy = audit.tests.toSorted((a, b) => b.covers - a.covers)[0];
  return {
    functions: '#/functions',
    'functions, filtered': '#/functions?verdict=weak&sort=unnoticed&q=invoice',
    function: `#/function/${missed?.function}`,
    mutant: `#/mutant/${missed?.id}`,
    tests: '#/tests',
    test: `#/test/${busy?.id}`,
    files: '#/files',
    file: `#/file/${missed?.file}`,
    review: '#/review',
    decided: '#/review?show=decided',
    compare: '#/compare',
    'overview again': '#/',
  };
}

/** In milliseconds since the navigation began, when the overview has been painted. */
async function firstView(page: Page, file: string): Promise<number> {
  await page.goto(pathToFileURL(file).href, { waitUntil: 'commit' });
  return page.evaluate<number>(`(async () => {
    ${frame}
    while (document.querySelector('h1') === null) await frame();
    await frame();
    return Math.round(performance.now());
  })()`);
}

/** In milliseconds until the other view has been painted. */
async function change(page: Page, hash: string): Promise<number> {
  // A view that is only filtered keeps its heading: then the frame after the change of the address is waited for.
  return page.evaluate<number>(`(async () => {
    ${frame}
    const before = document.querySelector('h1');
    const view = document.querySelector('main').className;
    const start = performance.now();
    location.hash = ${JSON.stringify(hash)};
    await new Promise((resolve) => addEventListener('hashchange', resolve, { once: true }));
    await frame();
    const isSame = document.querySelector('main').className === view;
    while (!isSame && document.querySelector('h1') === before) await frame();
    await frame();
    return Math.round(performance.now() - start);
  })()`);
}

/** As text, for it runs in the page. */
const frame = 'const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));';
