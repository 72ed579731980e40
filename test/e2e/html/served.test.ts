import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { renderHtml } from '../../../reports/html/index.ts';
import type { ReportData } from '../../../src/model/report-data.ts';
import { hasBrowser, openBrowser } from '../../helpers/browser.ts';
import { openAddress, sampleReport } from '../../helpers/report-page.ts';

const token = 'one-time_token1';

/** Serves a report as `realcov open` does, and keeps what the page asks for. */
class ReportServer {
  readonly asked: { request: string; token: string | undefined; body: string }[] = [];
  refusal: string | undefined;
  private readonly html: string;
  private readonly server: Server;
  private listeners: ServerResponse[] = [];

  constructor(data: ReportData) {
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

  send(event: object): void {
    for (const listener of this.listeners) listener.write(`data: ${JSON.stringify(event)}\n\n`);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === '/') return void response.setHeader('content-type', 'text/html').end(this.html);
    if (!request.url?.startsWith('/api/')) return void response.writeHead(404).end();
    if (request.url === '/api/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': hello\n\n');
      this.listeners.push(response);
      return;
    }
    let body = '';
    for await (const chunk of request) body += chunk;
    this.asked.push({
      request: `${request.method} ${request.url}`,
      token: request.headers['x-realcov-token'] as string | undefined,
      body,
    });
    response.writeHead(this.refusal === undefined ? 204 : 409).end(this.refusal);
  }
}

describe.runIf(hasBrowser)('a page that realcov open serves', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  async function open(hash: string) {
    const server = new ReportServer(sampleReport());
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
    await page.keyboard.press('u');
    await expect.poll(() => server.asked[1]?.request).toBe('DELETE /api/decisions/07182930');
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
    server.send({ type: 'progress', text: 'running breaks', done: 1200, total: 3070 });
    await page.getByText('Auditing: running breaks, 1,200 of 3,070').waitFor();
    const data = sampleReport();
    data.audit.project.name = 'shop after the change';
    data.audit.realCoverage = { ...data.audit.realCoverage, percent: 77.7 };
    server.send({ type: 'audit', data });
    await page.getByRole('heading', { level: 1, name: 'shop after the change' }).waitFor();
    await page.getByText('78 %', { exact: true }).waitFor();
    expect(await page.getByText('Auditing').count()).toBe(0);
    expect(errors).toEqual([]);
  });
});
