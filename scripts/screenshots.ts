/** Makes the pictures of the README from the report of `examples/shop` and its history: `node scripts/screenshots.ts`. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import type { Audit } from '../src/model/audit.ts';
import { checkOut, makeExample } from './example-history.ts';
import { fromRoot, run } from './run.ts';

const temp = mkdtempSync(join(tmpdir(), 'realcov-screenshots-'));
const folder = join(temp, 'shop');
const out = join(folder, 'reports', 'realcov');
try {
  for (const commit of makeExample(folder)) {
    checkOut(folder, commit);
    const args = [fromRoot('src', 'cli.ts'), 'audit', '--quiet', '--killers', 'all'];
    const { code } = run('node', args, { cwd: folder });
    if (code !== 0) throw new Error('the example could not be audited');
  }
  await takePictures(pathToFileURL(join(out, 'index.html')).href);
} finally {
  rmSync(temp, { recursive: true, force: true });
}

async function takePictures(address: string): Promise<void> {
  const { mutants } = JSON.parse(readFileSync(join(out, 'audit.json'), 'utf8')) as Audit;
  const shown = mutants.find(({ original }) => original.startsWith('journal.write'));
  const views = { overview: '#/', function: `#/function/${shown?.function}?break=${shown?.id}` };
  const heights: Record<string, number> = { overview: 1006, function: 920 };
  const folder = fromRoot('docs', 'images');
  mkdirSync(folder, { recursive: true });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    for (const [view, hash] of Object.entries(views)) {
      for (const colorScheme of ['light', 'dark'] as const) {
        const page = await browser.newPage({
          viewport: { width: 1200, height: heights[view] ?? 800 },
          colorScheme,
        });
        await page.goto(address + hash);
        await page.locator('h1').waitFor();
        // A break that is open from the start is scrolled to.
        await page.evaluate('scrollTo(0, 0)');
        await page.screenshot({ path: join(folder, `${view}-${colorScheme}.png`) });
        await page.close();
      }
    }
  } finally {
    await browser.close();
  }
}
