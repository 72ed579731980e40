import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { packedData, renderHtml } from '../../../reports/html/index.ts';
import type { Decision } from '../../../src/model/decision.ts';
import type { ArrivedVerdict, LiveEvent } from '../../../src/model/live.ts';
import type { ReportData } from '../../../src/model/report-data.ts';
import { hasBrowser, openBrowser } from '../../helpers/browser.ts';
import { decided } from '../../helpers/decisions.ts';
import { goTo, openAddress, overflow, sampleReport, violations } from '../../helpers/report-page.ts';

const token = 'one-time_token1';

const audit = '2026-05-04T10:00:00.000Z';
const running: LiveEvent = { type: 'progress', audit, text: 'running breaks', done: 1200, total: 3070 };

// Of the sample report.
const missed = '07182930';
const noticed = 'd0415263';

function verdict(id: string, status: ArrivedVerdict['status'] = 'survived'): ArrivedVerdict {
  return { id, status, file: 'src/cart.ts', line: 2, functionName: 'total', what: ['deleted body'] };
}

/** Serves a report as `realcov open` does, and keeps what the page asks for. */
class ReportServer {
  readonly asked: { request: string; token: string | undefined; body: string }[] = [];
  refusal: string | undefined;
  /** It has another token than the page. */
  isAnother = false;
  /** What is shown from now on; undefined as long as there is no audit. */
  data: ReportData | undefined;
  private decisions: Decision[] = [];
  private readonly html: string;
  private readonly server: Server;
  private listeners: ServerResponse[] = [];

  constructor(data: ReportData | undefined) {
    this.data = data;
    this.html = renderHtml(data, { serverToken: token });
    this.server = createServer((request, response) => void this.answer(request, response));
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      this.server.closeAllConnections();
      this.server.close();
    });
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  /** Whether a page listens. */
  get isHeard(): boolean {
    return this.listeners.length > 0;
  }

  /** Ends what pages listen to. */
  hangUp(): void {
    for (const listener of this.listeners) listener.end();
    this.listeners = [];
  }

  send(event: LiveEvent): void {
    for (const listener of this.listeners) listener.write(`data: ${JSON.stringify(event)}\n\n`);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === '/') return void response.setHeader('content-type', 'text/html').end(this.html);
    if (!request.url?.startsWith('/api/')) return void response.writeHead(404).end();
    if (this.isAnother) return void response.writeHead(403).end('Not let in');
    if (request.url === '/api/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': hello\n\n');
      this.listeners.push(response);
      return;
    }
    if (request.url === '/api/data') {
      response.writeHead(this.data ? 200 : 404, { 'content-encoding': 'gzip' });
      response.end(this.data && packedData(this.data));
      return;
    }
    let body = '';
    for await (const chunk of request) body += chunk;
    this.asked.push({
      request: `${request.method} ${request.url}`,
      token: request.headers['x-realcov-token'] as string | undefined,
      body,
    });
    if (this.refusal !== undefined) return void response.writeHead(409).end(this.refusal);
    const sent = JSON.parse(body) as (Decision | string)[];
    const ids = sent.map((each) => (typeof each === 'string' ? each : each.mutant));
    const others = this.decisions.filter(({ mutant }) => !ids.includes(mutant));
    this.decisions = [...others, ...sent.filter((each) => typeof each !== 'string')];
    response.end(JSON.stringify(this.decisions));
  }
}

describe.runIf(hasBrowser)('a page that realcov open serves', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  async function open(hash: string, data: ReportData | undefined = sampleReport()) {
    return opened(hash, new ReportServer(data));
  }

  async function opened(hash: string, server: ReportServer) {
    const { page, errors } = await openAddress(browser, await server.start(), hash);
    await expect.poll(() => server.isHeard).toBe(true);
    return { server, page, errors };
  }

  test('sends each decision with its token, and takes it back', async () => {
    const { server, page, errors } = await open('#/review');
    await page.keyboard.press('e');
    await page.keyboard.type('no difference');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Ada');
    await page.keyboard.press('Enter');
    await expect.poll(() => server.asked).toHaveLength(1);
    expect(server.asked[0]).toMatchObject({ request: 'POST /api/decisions', token });
    expect(JSON.parse(server.asked[0]!.body)).toMatchObject([
      { mutant: '07182930', kind: 'equivalent', reason: 'no difference', by: 'Ada' },
    ]);
    await page.getByText('1 of 10 unnoticed breaks decided').waitFor();
    // It is in the project now, so there is nothing to export.
    await page.getByText('not in the project yet').waitFor({ state: 'detached' });
    // It counts from then on.
    await goTo(page, '#/', 'shop');
    await page.getByText('1 accepted break is in none of these figures').waitFor();
    await goTo(page, '#/review', 'Review');
    await page.keyboard.press('u');
    await expect.poll(() => server.asked[1]?.request).toBe('POST /api/decisions/dropped');
    expect(JSON.parse(server.asked[1]!.body)).toEqual(['07182930']);
    await page.getByText('0 of 10 unnoticed breaks decided').waitFor();
    expect(errors).toEqual([]);
  });

  test('says why a decision was not saved, and keeps it', async () => {
    const { server, page } = await open('#/review');
    server.refusal = 'accepted.json is open elsewhere';
    await page.keyboard.press('n');
    await page.keyboard.type('a sum');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Ada');
    await page.keyboard.press('Enter');
    await page.getByText('Not saved in the project: accepted.json is open elsewhere').waitFor();
    await page.getByText('1 decision not in the project yet').waitFor();
  });

  test('follows a running audit, and shows its result', async () => {
    const { server, page, errors } = await open('#/');
    server.send(running);
    await page.getByText('Auditing: running breaks, 1,200 of 3,070').waitFor();
    const data = sampleReport();
    data.audit.project.name = 'shop after the change';
    data.audit.realCoverage = { ...data.audit.realCoverage, percent: 77.7 };
    server.data = data;
    server.send({ type: 'data' });
    server.send({ type: 'ended', audit });
    await page.getByRole('heading', { level: 1, name: 'shop after the change' }).waitFor();
    await page.getByText('78%', { exact: true }).waitFor();
    await page.getByText('Auditing').waitFor({ state: 'detached' });
    expect(errors).toEqual([]);
  });

  test('shows verdicts as they come, what is worse than before first', async () => {
    const { server, page, errors } = await open('#/');
    server.send(running);
    server.send({ type: 'verdicts', audit, verdicts: [verdict(missed), verdict(noticed, 'killed')] });
    await page.getByRole('link', { name: '2 verdicts so far' }).click();
    await page.getByRole('heading', { level: 1, name: 'Audit under way' }).waitFor();
    const rows = page.getByRole('table', { name: 'Unnoticed so far' }).locator('tr.row');
    expect(await rows.allTextContents()).toEqual([
      expect.stringMatching(/no test notices · total.*as before$/),
    ]);
    expect(await page.locator('.facts').textContent()).toBe('Noticed1No test notices1No test reaches0');

    // The same break again, one that was noticed, and one that is new.
    server.send({
      type: 'verdicts',
      audit,
      verdicts: [verdict(noticed, 'survived'), verdict('ffffffff', 'no-coverage'), verdict(missed)],
    });
    await page.getByText('1 break no longer noticed, 0 noticed now').waitFor();
    expect(await rows.allTextContents()).toEqual([
      expect.stringContaining('was noticed before'),
      expect.stringContaining('as before'),
      expect.stringMatching(/no test reaches.*new$/),
    ]);
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 380, height: 800 });
    expect(await overflow(page)).toBe(0);

    server.send({
      type: 'verdicts',
      audit,
      verdicts: [verdict(missed, 'killed'), verdict(noticed, 'killed')],
    });
    await page.getByText('0 breaks no longer noticed, 1 noticed now').waitFor();
    server.send({ type: 'ended', audit });
    await page.getByRole('heading', { level: 1, name: 'The audit has ended' }).waitFor();
    // Another one begins with nothing.
    server.send({ ...running, audit: 'another' });
    await page.getByText('None yet.').waitFor();
    await page.goBack();
    await page.getByText('Auditing: running breaks').waitFor();
    expect(await page.getByText('so far').count()).toBe(0);
    expect(errors).toEqual([]);
  });

  test('shows names from an audit as text', async () => {
    const { server, page, errors } = await open('#/live');
    const hostile = '</script><img src=x onerror="document.title=1">\u202e';
    const what = ['returns ', { code: hostile }];
    server.send(running);
    server.send({
      type: 'verdicts',
      audit,
      verdicts: [{ ...verdict('ffffffff'), what, file: hostile, functionName: hostile }],
    });
    await page.getByText('</script><img src=x onerror="document.title=1">\\u202e').first().waitFor();
    expect(await page.locator('img').count()).toBe(0);
    expect(errors).toEqual([]);
  });

  test('waits for the first audit, and shows it', async () => {
    const server = new ReportServer(undefined);
    const { page, errors } = await opened('#/', server);
    await page.getByRole('heading', { level: 1, name: 'No audit runs' }).waitFor();
    server.send(running);
    server.send({ type: 'verdicts', audit, verdicts: [verdict(missed)] });
    await page.getByText('running breaks, 1,200 of 3,070').waitFor();
    await page.getByRole('table', { name: 'Unnoticed so far' }).getByText('total').waitFor();
    expect(await violations(page)).toEqual([]);
    server.send({ type: 'ended', audit });
    await page.getByText('No report came of it.').waitFor();
    server.data = sampleReport();
    server.send({ type: 'data' });
    await page.getByRole('heading', { level: 1, name: 'shop' }).waitFor();
    expect(errors).toEqual([]);
  });

  test('stops at once where another server has taken the place of its own, and says what to do', async () => {
    const { server, page } = await open('#/');
    server.isAnother = true;
    server.hangUp();
    await page.getByText('realcov open has ended or was restarted').waitFor();
    const asked = server.asked.length;
    server.send(running);
    expect(server.asked).toHaveLength(asked);
  });

  test('takes in what was decided elsewhere', async () => {
    const { server, page, errors } = await open('#/review');
    await page.getByText('0 of 10 unnoticed breaks decided').waitFor();
    server.send({ type: 'decisions', decisions: [decided(missed)] });
    await page.getByText('1 of 10 unnoticed breaks decided').waitFor();
    server.send({ type: 'decisions', decisions: [] });
    await page.getByText('0 of 10 unnoticed breaks decided').waitFor();
    expect(errors).toEqual([]);
  });

  test('says that a new audit cannot be shown, and goes on with what it has', async () => {
    const { server, page } = await open('#/');
    server.data = sampleReport({}, { schemaVersion: '9' as never });
    server.send({ type: 'data' });
    await page.getByText('The new audit cannot be shown: This audit has schema version 9').waitFor();
    await page.getByRole('heading', { level: 1, name: 'shop' }).waitFor();
  });
});
