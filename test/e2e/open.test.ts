import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { writeAuditJson } from '../../reports/index.ts';
import type { ReportData } from '../../src/model/report-data.ts';
import { writeDecisions } from '../../src/store/decisions.ts';
import { removeProgress, writeProgress } from '../../src/store/progress.ts';
import { decided } from '../helpers/decisions.ts';
import { ask, type Listening, listen } from '../helpers/http.ts';
import { cleanEnvironment, cliFile, runRealcov } from '../helpers/project.ts';
import { sampleAudit, sampleSources } from '../helpers/sample-audit.ts';
import { linkPackage, tempProject } from '../helpers/temp-project.ts';

interface Opened {
  root: string;
  outDir: string;
  child: ChildProcess;
  said: { err: string };
  base: string;
  headers: Record<string, string>;
  events: Listening;
}

interface Event {
  type: string;
  data?: ReportData;
}

/** `realcov open` in a project with an audit, and a page that was let in. */
async function open(files: Record<string, string> = sampleSources): Promise<Opened> {
  const root = tempProject({ 'package.json': '{ "name": "shop", "type": "module" }', ...files });
  const outDir = join(root, 'reports', 'realcov');
  await writeAuditJson(sampleAudit(), outDir);
  const child = spawn(process.execPath, [cliFile(), 'open'], { cwd: root, env: cleanEnvironment() });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said = { err: '' };
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.err += text;
  });
  const [printed] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
  const url = printed.trim();
  const entered = await ask(url);
  const base = new URL(url).origin;
  const page = await ask(base, { headers: { cookie: entered.headers['set-cookie']![0]!.split(';')[0]! } });
  const token = /<meta name="realcov-server" content="([\w-]+)">/.exec(page.body)![1]!;
  const headers = { 'x-realcov-token': token };
  const events = await listen(`${base}/api/events`, headers);
  return { root, outDir, child, said, base, headers, events };
}

describe.skipIf(process.platform === 'win32')('realcov open', () => {
  test('keeps decisions in the project, until Ctrl-C ends it', async () => {
    const { root, child, said, base, headers } = await open();
    const data = JSON.parse((await ask(`${base}/api/data`, { headers })).body);
    expect(data).toMatchObject({
      sources: sampleSources,
      decisions: [],
      audit: { project: { name: 'shop' } },
    });
    const answered = await ask(`${base}/api/decisions`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify([decided('e1526374')]),
    });
    expect(JSON.parse(answered.body)).toEqual([decided('e1526374')]);
    expect(JSON.parse(readFileSync(join(root, '.realcov', 'accepted.json'), 'utf8'))).toEqual([
      decided('e1526374'),
    ]);
    child.kill('SIGINT');
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(said.err).toBe('The address works once, in one browser. Press Ctrl-C to stop.\n\n');
  });

  test('tells the page how far an audit is, that it ended, and what came of it', async () => {
    const { root, outDir, events } = await open();
    writeProgress(root, { pid: process.pid, phase: 'mutants', done: 3, total: 9 });
    expect(await events.next()).toEqual({
      type: 'progress',
      phase: 'mutants',
      text: 'running breaks',
      done: 3,
      total: 9,
    });
    removeProgress(root);
    expect(await events.next()).toMatchObject({ type: 'progress', ended: true });
    await writeAuditJson(sampleAudit({ tests: [] }), outDir);
    expect(await events.next()).toMatchObject({ type: 'audit', data: { audit: { tests: [] } } });
    writeDecisions(root, [decided('e1526374')]);
    expect(await events.next()).toMatchObject({
      type: 'audit',
      data: { decisions: [{ mutant: 'e1526374' }], audit: { realCoverage: { valid: 17 } } },
    });
  });

  test('shows a real audit while it runs, and its result', async () => {
    const { root, events } = await open({
      'src/cart.js': 'export function twice(n) {\n  return n + n;\n}\n',
      'src/cart.test.js': [
        "import { expect, test } from 'vitest';",
        "import { twice } from './cart.js';",
        "test('doubles', () => expect(twice(3)).toBe(6));",
        '',
      ].join('\n'),
    });
    linkPackage(root, 'vitest');
    linkPackage(root, 'vite');
    const audit = runRealcov(root, ['audit', '--quiet']);
    const seen: string[] = [];
    let event: Event;
    do {
      event = (await events.next()) as Event;
      seen.push(event.type);
    } while (event.type !== 'audit');
    expect(seen[0]).toBe('progress');
    expect(event.data?.audit.tests.map(({ name }) => name)).toEqual(['doubles']);
    expect(event.data?.history).toHaveLength(1);
    expect(await audit).toMatchObject({ code: 0 });
    expect(existsSync(join(root, '.realcov', 'run'))).toBe(false);
  });

  test('goes on with what it has when a new audit cannot be read', async () => {
    const { root, outDir, events, said, base, headers } = await open();
    await writeAuditJson({ ...sampleAudit(), schemaVersion: '7' } as never, outDir);
    await expect.poll(() => said.err, { timeout: 10_000 }).toContain('with schema 7, which realcov');
    expect(await ask(`${base}/api/data`, { headers })).toMatchObject({ status: 200 });
    writeProgress(root, { pid: process.pid, phase: 'judge', done: 0 });
    expect(await events.next()).toMatchObject({ type: 'progress', phase: 'judge' });
  });
});

test('realcov open without an audit says so', async () => {
  const root = tempProject({ 'package.json': '{ "name": "shop" }' });
  const { code, stderr } = await runRealcov(root, ['open']);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('there is no audit in') });
  expect(existsSync(join(root, '.realcov'))).toBe(false);
});
