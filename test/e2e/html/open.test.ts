import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { writeAuditJson } from '../../../reports/index.ts';
import type { Decision } from '../../../src/model/decision.ts';
import { appendVerdicts } from '../../../src/store/live-verdicts.ts';
import { removeProgress, writeProgress } from '../../../src/store/progress.ts';
import { hasBrowser, openBrowser } from '../../helpers/browser.ts';
import { cleanEnvironment, cliFile } from '../../helpers/project.ts';
import { openAddress } from '../../helpers/report-page.ts';
import { sampleAudit, sampleSources } from '../../helpers/sample-audit.ts';
import { tempProject } from '../../helpers/temp-project.ts';

describe.runIf(hasBrowser)('the page under realcov open', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  test('saves decisions in the project, and follows an audit to its result', async () => {
    const root = tempProject({ 'package.json': '{ "name": "shop", "type": "module" }', ...sampleSources });
    const outDir = join(root, 'reports', 'realcov');
    await writeAuditJson(sampleAudit(), outDir);
    const child = spawn(process.execPath, [cliFile(), 'open'], { cwd: root, env: cleanEnvironment() });
    onTestFinished(() => void child.kill('SIGKILL'));
    const [printed] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
    const { page, errors } = await openAddress(browser, printed.trim(), '#/review');

    await page.keyboard.press('w');
    await page.keyboard.type('the total is shown nowhere');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Ada');
    await page.keyboard.press('Enter');
    const file = join(root, '.realcov', 'accepted.json');
    await expect.poll(() => existsSync(file)).toBe(true);
    const [decision] = JSON.parse(readFileSync(file, 'utf8')) as Decision[];
    expect(decision).toMatchObject({ mutant: '07182930', kind: 'not-worth-a-test', by: 'Ada' });
    await page.keyboard.press('u');
    await expect.poll(() => existsSync(file)).toBe(false);

    writeProgress(root, { pid: process.pid, started: '2026', phase: 'mutants', done: 3, total: 9 });
    await page.getByText('Auditing: running breaks, 3 of 9').waitFor();
    appendVerdicts(root, [{ id: '07182930', status: 'killed', file: 'src/cart.ts', line: 2, what: ['x'] }]);
    await page.getByRole('link', { name: '1 verdict so far' }).waitFor();
    const audit = sampleAudit({
      realCoverage: { killed: 14, valid: 18, percent: 77.78, percentWithoutTimeouts: 77.78 },
    });
    await writeAuditJson(audit, outDir);
    removeProgress(root);
    await page.evaluate("location.hash = '#/'");
    await page.getByText('78%', { exact: true }).waitFor();
    await page.getByText('Auditing').waitFor({ state: 'detached' });
    expect(errors).toEqual([]);
  });
});
