import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type PackedReport, unpackReport } from '../../reports/html/pack.ts';
import { writeAuditJson } from '../../reports/index.ts';
import type { Audit, AuditedMutant } from '../../src/model/audit.ts';
import type { LiveEvent } from '../../src/model/live.ts';
import { isBreak } from '../../src/model/mutant.ts';
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

/** What a page would show. */
async function shownData(base: string, headers: Record<string, string>): Promise<ReportData> {
  return unpackReport(JSON.parse((await ask(`${base}/api/data`, { headers })).body) as PackedReport);
}

/** `realcov open` in a project with an audit, and a page that was let in. */
async function open(
  files: Record<string, string> = sampleSources,
  audit: Audit | null = sampleAudit(),
): Promise<Opened> {
  const root = tempProject({ 'package.json': '{ "name": "shop", "type": "module" }', ...files });
  const outDir = join(root, 'reports', 'realcov');
  if (audit) await writeAuditJson(audit, outDir);
  const child = spawn(process.execPath, [cliFile(), 'open', '--no-browser'], {
    cwd: root,
    env: cleanEnvironment(),
  });
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
    expect(await shownData(base, headers)).toMatchObject({
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
    expect(said.err).toBe('One-time URL: it lets one browser in. Press Ctrl-C to stop.\n\n');
  });

  test('tells the page how far an audit is, that it ended, and what came of it', async () => {
    const { root, outDir, events, base, headers } = await open();
    writeProgress(root, { pid: process.pid, started: '2026', phase: 'mutants', done: 3, total: 9 });
    const progress = { type: 'progress', audit: '2026', text: 'running breaks', done: 3, total: 9 };
    expect(await events.next()).toEqual(progress);
    // A page that comes later hears of it at once.
    const later = await listen(`${base}/api/events`, headers);
    expect(await later.next()).toEqual(progress);
    removeProgress(root);
    expect(await events.next()).toEqual({ type: 'ended', audit: '2026' });
    await writeAuditJson(sampleAudit({ tests: [] }), outDir);
    expect(await events.next()).toEqual({ type: 'data' });
    expect(await shownData(base, headers)).toMatchObject({ audit: { tests: [] } });
    writeDecisions(root, [decided('e1526374')]);
    expect(await events.next()).toEqual({ type: 'decisions', decisions: [decided('e1526374')] });
    expect(await shownData(base, headers)).toMatchObject({
      decisions: [{ mutant: 'e1526374' }],
      audit: { realCoverage: { valid: 17 } },
    });
  });

  test('shows a real audit while it runs, and its result', async () => {
    const { root, events, base, headers } = await open({
      'src/cart.js':
        'export function twice(n) {\n  return n + n;\n}\nexport function log() {\n  console.log(1);\n}\n',
      'src/cart.test.js': [
        "import { expect, test } from 'vitest';",
        "import { twice } from './cart.js';",
        "test('doubles', () => expect(twice(3)).toBe(6));",
        '',
      ].join('\n'),
      // What is known of the other file is told while this one is still at work.
      'src/slow.js': 'export function half(n) {\n  return n / 2;\n}\n',
      'src/slow.test.js': [
        "import { expect, test } from 'vitest';",
        "import { half } from './slow.js';",
        "test('halves, at its leisure', async () => {",
        '  await new Promise((resolve) => setTimeout(resolve, 200));',
        '  expect(half(6)).toBe(3);',
        '});',
        '',
      ].join('\n'),
    });
    linkPackage(root, 'vitest');
    linkPackage(root, 'vite');
    const { mutants } = JSON.parse((await runRealcov(root, ['audit', '--list', '--json'])).stdout);
    const isLog = ({ original }: AuditedMutant) => original.includes('console.log');
    const [accepted] = mutants.filter(isLog);
    writeDecisions(root, [decided('e1526374', { ...accepted, mutant: accepted.id })]);
    expect(await events.next()).toMatchObject({ type: 'decisions' });
    const audit = runRealcov(root, ['audit', '--quiet']);
    const seen: LiveEvent[] = [];
    while (seen.at(-1)?.type !== 'data') seen.push((await events.next()) as LiveEvent);
    expect(seen[0]?.type).toBe('progress');
    const data = await shownData(base, headers);
    expect(data.audit.tests.map(({ name }) => name)).toEqual(['doubles', 'halves, at its leisure']);
    expect(data.history).toHaveLength(1);
    const arrived = seen.flatMap((event) => (event.type === 'verdicts' ? event.verdicts : []));
    const early = arrived.filter(({ file }) => file === 'src/cart.js');
    const breaks = data.audit.mutants.filter((mutant) => isBreak(mutant) && mutant.file === 'src/cart.js');
    expect(early.map(({ id, status }) => [id, status]).sort()).toEqual(
      breaks.map(({ id, status }) => [id, status]).sort(),
    );
    expect(new Set(early.map(({ status }) => status))).toEqual(
      new Set(['killed', 'no-coverage', 'accepted']),
    );
    expect(early.find(({ status, what }) => status === 'killed' && what[0] === 'deleted body')).toMatchObject(
      { functionName: 'twice' },
    );
    expect(await audit).toMatchObject({ code: 0 });
    expect(readdirSync(join(root, '.realcov')).sort()).toEqual(['accepted.json', 'history.jsonl']);
  });

  test('goes on with what it has when a new audit cannot be read', async () => {
    const { root, outDir, events, said, base, headers } = await open();
    await writeAuditJson({ ...sampleAudit(), schemaVersion: '7' } as never, outDir);
    await expect.poll(() => said.err, { timeout: 120_000 }).toContain('with schema 7, which realcov');
    expect(await ask(`${base}/api/data`, { headers })).toMatchObject({ status: 200 });
    writeProgress(root, { pid: process.pid, started: '2026', phase: 'judge', done: 0 });
    expect(await events.next()).toMatchObject({ type: 'progress', text: 'judging' });
  });

  test('waits for an audit where there is none yet, and says so', async () => {
    const { root, outDir, child, said, events, base, headers } = await open(sampleSources, null);
    expect(said.err).toContain('There is no audit yet: run realcov audit in another terminal');
    expect(await ask(`${base}/api/data`, { headers })).toMatchObject({ status: 404 });
    await writeAuditJson(sampleAudit({ part: { paths: ['src/cart.ts'] } }), join(outDir, 'part'));
    expect(await events.next()).toEqual({ type: 'data' });
    expect((await shownData(base, headers)).audit.part).toEqual({ paths: ['src/cart.ts'] });
    child.kill('SIGINT');
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(existsSync(join(root, '.realcov'))).toBe(false);
  });
});
