import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderHtml } from '../../../reports/html/index.ts';
import type { ReportData } from '../../../src/model/report-data.ts';
import { hasBrowser, openBrowser } from '../../helpers/browser.ts';
import { expectQuiet, goTo, openReport, sampleReport } from '../../helpers/report-page.ts';

/** What other people's code may hold, at its worst. */
const nasty = `</script><script>window.ran = 1</script><img src=x onerror="window.ran = 2">\u202Egnp.exe\u0007\u001B[31m<!--`;

/** A report in which every text of the project is hostile. */
function hostile(): ReportData {
  const data = sampleReport();
  const { audit } = data;
  audit.project.name = `shop ${nasty}`;
  for (const unit of audit.functions) unit.name = `${unit.name} ${nasty}`;
  for (const each of audit.tests) each.name = `${each.name} ${nasty}`;
  for (const finding of audit.findings) Object.assign(finding, { test: nasty, reproduce: nasty });
  for (const mutant of audit.mutants) mutant.reason = nasty;
  const file = `src/${nasty}.ts`;
  for (const each of [...audit.functions, ...audit.mutants])
    if (each.file === 'src/mail.ts') each.file = file;
  data.sources[file] = data.sources['src/mail.ts']!;
  for (const each of audit.tests) if (each.file === 'test/money.test.ts') each.file = file;
  const survivor = audit.mutants.find(({ status }) => status === 'survived')!;
  Object.assign(survivor, { original: `'${nasty}'`, replacement: `"${nasty}"`, mutator: 'StringLiteral' });
  audit.notices.push({ kind: 'suite', file: nasty, message: nasty });
  audit.part = { paths: [nasty], since: nasty };
  audit.gate = { status: 'failed', reasons: [nasty] };
  audit.findings[1]!.ignored = nasty;
  data.sources['src/cart.ts'] = `// ${nasty}\n${data.sources['src/cart.ts']}`;
  data.sources['test/cart.test.ts'] = `${nasty}\n`.repeat(30);
  const { id, original, replacement, mutator } = survivor;
  data.decisions = [
    {
      mutant: id,
      file,
      original,
      replacement,
      mutator,
      kind: 'needs-a-test',
      reason: nasty,
      by: nasty,
      at: '2026-01-01T00:00:00Z',
    },
  ];
  data.history = [1, 2].map((day) => ({
    at: `2026-01-0${day}T00:00:00Z`,
    commit: { hash: nasty, subject: nasty },
    toolVersion: nasty,
    realCoverage: { killed: 8, valid: 18, percent: 44 },
    claimedCoverage: { covered: 16, valid: 18, percent: 89 },
    functions: {},
    mutants: {},
    tests: 1,
    findings: {},
    seconds: 1,
  }));
  return data;
}

describe.runIf(hasBrowser)('a page about hostile code', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  test('runs nothing of it, in any view, and shows what would steer as escapes', async () => {
    const opened = await openReport(browser, hostile());
    const { page } = opened;
    const views: [hash: string, heading: RegExp][] = [
      ['#/', /^shop/],
      ['#/functions', /^Functions/],
      ['#/function/f-total', /^Cart\.total/],
      ['#/function/f-total?breaks=all', /^Cart\.total/],
      ['#/mutant/c0a1f2e3', /^Break/],
      ['#/tests', /^Tests/],
      ['#/test/t-total', /^cart > has a total/],
      ['#/test/t-none', /^money/],
      ['#/files', /^Files/],
      ['#/file/src/cart.ts?breaks=all', /^cart\.ts/],
      ['#/review?show=all&at=c0a1f2e3', /^Review/],
      ['#/compare', /^Compare/],
      ['#/mutant/85960718', /^Break/],
      ['#/function/f-send', /^send/],
      [`#/function/${encodeURIComponent(nasty)}`, /^No such function/],
    ];
    for (const [hash, heading] of views) {
      await goTo(page, hash, heading);
      const text = await page.evaluate<string>('document.body.innerText');
      for (const steering of ['\u202E', '\u0007', '\u001B']) expect(text, hash).not.toContain(steering);
      expect(await page.locator('img').count(), hash).toBe(0);
    }
    expect(await page.evaluate('window.ran')).toBe(undefined);
    await goTo(page, '#/function/f-total', /Cart\.total .*\\u202egnp\.exe\\u0007\\u001b\[31m/);
    expectQuiet(opened);
  });

  test('lets no other script, style or address in, and makes no text an element', async () => {
    const { page, errors } = await openReport(browser, sampleReport());
    await page.evaluate(`
      const script = document.createElement('script');
      try { script.textContent = 'window.ran = 1'; } catch {}
      document.head.append(script);
    `);
    expect(await page.evaluate('window.ran')).toBe(undefined);
    const refused = page.evaluate("document.body.innerHTML = '<b>text</b>'");
    await expect(refused).rejects.toThrow('TrustedHTML');
    await expect(page.evaluate("fetch('https://example.com/')")).rejects.toThrow('Failed to fetch');
    expect(errors.join('\n')).toContain("connect-src 'none'");
  });

  test('says what to do when the data is cut off, damaged or not there', async () => {
    const html = renderHtml(sampleReport());
    const end = html.indexOf('</script>', html.indexOf('id="realcov-data"'));
    const cases = {
      'cut off or damaged': [html.slice(0, end - 400), `${html.slice(0, end - 8)}AAAAAAAA${html.slice(end)}`],
      'holds no audit': [html.slice(0, html.indexOf('<script type="application/octet-stream"'))],
    };
    for (const [message, pages] of Object.entries(cases)) {
      for (const page of pages) {
        const opened = await openReport(browser, page, '');
        expect(await opened.page.getByRole('alert').textContent()).toContain(message);
        expectQuiet(opened);
      }
    }
  });

  test('says what to do when the data is of a newer realcov', async () => {
    const opened = await openReport(browser, sampleReport({}, { schemaVersion: '3' as '2' }));
    expect(await opened.page.getByRole('alert').textContent()).toContain(
      'This audit has schema version 3, and this page reads 2. It was made by a newer realcov',
    );
    expectQuiet(opened);
  });
});
