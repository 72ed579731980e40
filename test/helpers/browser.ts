import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Debian's own Chromium, or the one that `CHROMIUM` names. */
const program = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
  (path) => path !== undefined && existsSync(path),
);

export const hasBrowser = program !== undefined;
// In CI nobody reads that something was skipped.
if (!hasBrowser && process.env.CI)
  throw new Error('no Chromium in CI: the tests in a browser cannot be skipped here');
if (!hasBrowser) process.stderr.write('no Chromium here: the tests in a browser are skipped\n');

/** Ten times what a busy machine needs, in milliseconds. */
const patience = 300_000;

export async function openBrowser(): Promise<Browser> {
  // Chromium's own sandbox does not run as root.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath: program!, args, timeout: patience });
  const newContext = browser.newContext.bind(browser);
  // Pages are made in contexts too.
  browser.newContext = async (options) => {
    const context = await newContext(options);
    context.setDefaultTimeout(patience);
    return context;
  };
  return browser;
}
