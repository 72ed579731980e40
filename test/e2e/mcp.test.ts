import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { cleanEnvironment, cliFile } from '../helpers/project.ts';
import { commitAll, writeFiles } from '../helpers/temp-project.ts';
import { busyProject, healthy, marked, project } from './faults/harness.ts';

interface Session {
  client: Client;
  /** Of the server. */
  pid: number;
  /** Of all that it started, itself aside. */
  others(): string[];
  /** Everything that came over stdout and was no message. */
  noise: Error[];
}

interface SessionRequest {
  cwd: string;
  args?: string[];
  /** Folders that the client says it works in. */
  roots?: string[];
  /** Speaks the protocol of 2026 where the server does. */
  isModern?: boolean;
}

async function connect({ cwd, args = [], roots, isModern = false }: SessionRequest): Promise<Session> {
  const mark = randomUUID();
  const env = { ...(cleanEnvironment() as Record<string, string>), REALCOV_TEST_MARK: mark };
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [cliFile(), 'mcp', ...args],
    cwd,
    env,
    stderr: 'ignore',
  });
  const client = new Client(
    { name: 'test', version: '1' },
    {
      ...(roots && { capabilities: { roots: {} } }),
      ...(isModern && { versionNegotiation: { mode: 'auto' } }),
    },
  );
  if (roots)
    client.setRequestHandler('roots/list', async () => ({
      roots: roots.map((folder) => ({ uri: pathToFileURL(folder).href })),
    }));
  const noise: Error[] = [];
  client.onerror = (error) => noise.push(error);
  await client.connect(transport);
  onTestFinished(() => client.close());
  const pid = transport.pid!;
  const others = () =>
    marked(mark)
      .filter((one) => one.pid !== pid)
      .map(({ command }) => command);
  return { client, pid, others, noise };
}

interface Told {
  progress: number;
  message?: string | undefined;
}

interface Said {
  text: string;
  isError: boolean;
}

async function call(
  { client }: Session,
  name: string,
  given: Record<string, unknown> = {},
  options: { onprogress?: (told: Told) => void; signal?: AbortSignal } = {},
): Promise<Said> {
  const limit = { timeout: 600_000 };
  const { content, isError = false } = await client.callTool(
    { name, arguments: given },
    { ...limit, ...options },
  );
  return { text: content.map((part) => (part.type === 'text' ? part.text : '')).join('\n'), isError };
}

/** Twenty functions that no test runs. */
const more = Array.from({ length: 20 }, (_, n) => `export function f${n}(a) {\n  return a + ${n};\n}\n`).join(
  '',
);

const small = {
  ...healthy,
  '.gitignore': 'node_modules\n',
  // What a configuration prints is no message of the protocol.
  'realcov.config.mjs': "console.log('{ noise');\nexport default {};\n",
};

describe('a coding agent', () => {
  test('audits a change, sees how far it is, and reads what no test notices', async () => {
    const root = project(small);
    commitAll(root);
    writeFiles(root, { 'src/more.js': more, 'src/add.js': healthy['src/add.js']!.replace('a + b', 'b + a') });
    const session = await connect({ cwd: root });
    const { tools } = await session.client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      'audit',
      'list_survivors',
      'show_break',
      'retry',
      'reproduce_break',
      'explain_test',
    ]);
    expect(tools.filter(({ annotations }) => !annotations?.readOnlyHint).map(({ name }) => name)).toEqual([
      'audit',
      'retry',
      'reproduce_break',
    ]);
    expect(session.client.getInstructions()).toContain('100 % is not the aim');

    const told: Told[] = [];
    const audited = await call(session, 'audit', {}, { onprogress: (one) => told.push(one) });
    expect(audited.isError).toBe(false);
    expect(audited.text).toMatch(
      /^faulty: tests notice \d+ of \d+ breaks of the functions that changed \(\d+%\)\ntests notice \d+ of \d+ breaks/,
    );
    expect(audited.text).toMatch(
      /since main \(\w{7}\): \d+ breaks that no test notices, new or noticed before/,
    );
    expect(audited.text).toContain('    in new code; no test runs it');
    expect(audited.text).toMatch(/\nand \d+ more: list_survivors/);
    expect(told.map(({ message }) => message)).toEqual(
      expect.arrayContaining(['starting the audit', expect.stringMatching(/^clean runs/)]),
    );
    expect(told.map(({ progress }) => progress)).toEqual(told.map((_, index) => index + 1));

    const page = await call(session, 'list_survivors', { path: './src/more.js', from: 3, limit: 2 });
    expect(page.text).toMatch(/^\d+ breaks that no test notices, 3 to 4:\n/);
    expect(page.text.match(/src\/more\.js:\d+:\d+/g)).toHaveLength(2);
    expect(page.text).toMatch(/\nand \d+ more \(from: 5\)$/);

    const [, id = ''] = /\n(\w{12}) {2}/.exec(page.text) ?? [];
    expect((await call(session, 'show_break', { id })).text).toContain('No test reaches it.');
    expect((await call(session, 'explain_test', { test: 'adds' })).text).toContain('src/add.test.js');
    const retried = await call(session, 'retry', { ids: [id] });
    expect(retried).toEqual({ text: expect.stringContaining(id), isError: false });
    const reproduced = await call(session, 'reproduce_break', { id });
    expect(reproduced.text).toContain('Vitest 5');
    expect(session.noise).toEqual([]);
  });

  test('reads in an answer what it did wrong, and how to mend it', async () => {
    const root = project({ ...healthy, 'packages/docs/readme.md': '' });
    const session = await connect({ cwd: root, isModern: true });
    expect(session.client.getProtocolEra()).toBe('modern');
    const answers = [
      await call(session, 'list_survivors'),
      await call(session, 'audit', { project: dirname(root) }),
      await call(session, 'audit', { project: 'gone' }),
      await call(session, 'audit', { paths: ['--apply'] }),
      await call(session, 'audit', { since: '--all' }),
      await call(session, 'audit', { budget: 'soon' }),
      await call(session, 'audit', { onlyTests: true, whole: true }),
      await call(session, 'audit'),
      await call(session, 'retry'),
      await call(session, 'list_survivors', { limit: 1000 }),
    ];
    expect(answers.map(({ isError }) => isError)).toEqual(answers.map(() => true));
    expect(answers.map(({ text }) => text)).toEqual([
      expect.stringMatching(/there is no audit in .*\n {2}hint: run realcov audit first/),
      expect.stringMatching(/lies outside of what this server may use\n {2}hint: give a folder in /),
      expect.stringMatching(/gone does not exist\n {2}hint: give a folder in /),
      expect.stringMatching(/^realcov: .*--apply.*\n {2}hint: /),
      expect.stringMatching(/^realcov: --since needs a git repository.*\n {2}hint: /),
      expect.stringMatching(/^realcov: --budget expects a time such as 60s, 5m or 90/),
      expect.stringMatching(/^realcov: --tests-of-change needs a change/),
      expect.stringMatching(/^realcov: --since needs a git repository/),
      expect.stringMatching(/^realcov: there is no audit in /),
      expect.stringContaining('limit'),
    ]);
  });

  test('whose tests fail before anything is broken is told which', async () => {
    const files = {
      ...healthy,
      'src/add.test.js': healthy['src/add.test.js']!.replace('toBe(3)', 'toBe(4)'),
    };
    const session = await connect({ cwd: project(files) });
    const { text, isError } = await call(session, 'audit', { whole: true });
    expect(isError).toBe(true);
    expect(text).toContain('adds');
    expect(text).toContain('hint: ');
  });
});

describe('an audit that nobody waits for any more', () => {
  const begun = async (session: Session) => {
    const stopping = new AbortController();
    const started = Promise.withResolvers<void>();
    const onprogress = ({ message = '' }: Told) => {
      if (/^(clean runs|running breaks|confirming)/.test(message)) started.resolve();
    };
    const options = { onprogress, signal: stopping.signal };
    const answer = call(session, 'audit', { whole: true }, options).catch((error: unknown) => error);
    await started.promise;
    expect(session.others().length).toBeGreaterThan(process.platform === 'linux' ? 0 : -1);
    return { stopping, answer };
  };
  const nothingLeft = (session: Session) =>
    vi.waitFor(() => expect(session.others()).toEqual([]), { timeout: 60_000 });

  test('ends with all its processes when it is cancelled, and the server goes on', async () => {
    const session = await connect({ cwd: project(busyProject(400)) });
    const { stopping, answer } = await begun(session);
    stopping.abort('enough');
    expect(await answer).toBeInstanceOf(Error);
    await nothingLeft(session);
    expect((await session.client.listTools()).tools).not.toEqual([]);
  });

  test('ends when the client hangs up', async () => {
    const session = await connect({ cwd: project(busyProject(400)) });
    const { answer } = await begun(session);
    await session.client.close();
    await nothingLeft(session);
    expect(await answer).toBeInstanceOf(Error);
  });

  test('ends when the server is killed', async () => {
    const session = await connect({ cwd: project(busyProject(400)) });
    const { answer } = await begun(session);
    process.kill(session.pid, 'SIGKILL');
    await nothingLeft(session);
    expect(await answer).toBeInstanceOf(Error);
  });
});

describe('the folder that a server may work in', () => {
  test('is what the client says', async () => {
    const root = project(healthy);
    const elsewhere = project(healthy);
    const session = await connect({ cwd: elsewhere, roots: [root] });
    const { text } = await call(session, 'list_survivors');
    expect(text).toContain(`there is no audit in ${join(root, 'reports', 'realcov')}`);
    expect((await call(session, 'list_survivors', { project: elsewhere })).text).toContain('lies outside');
  });

  test('is the one that was named at the start, whatever the client says', async () => {
    const root = project({ ...healthy, 'packages/a/package.json': '{ "name": "a" }' });
    mkdirSync(join(root, 'docs'));
    const session = await connect({ cwd: dirname(root), args: [root], roots: [dirname(root)] });
    const { text } = await call(session, 'list_survivors', { project: 'packages/a' });
    expect(text).toContain(join(root, 'packages', 'a', 'reports', 'realcov'));
    expect((await call(session, 'list_survivors', { project: dirname(root) })).text).toContain(
      `give a folder in ${root}`,
    );
  });
});
