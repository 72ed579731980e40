import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { guardServer } from '../../../src/lab/vitest/served-files.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'realcov-guard-')));
const root = join(folder, 'project');
const secret = join(folder, 'secret.json');
let server: ViteDevServer;

beforeAll(async () => {
  mkdirSync(root);
  writeFileSync(secret, '{ "secret": "that nobody may read" }');
  writeFileSync(join(folder, 'secret.js'), 'export default "that nobody may read";');
  writeFileSync(join(root, 'data.json'), '{ "open": "to all" }');
  symlinkSync(secret, join(root, 'link.json'));
  server = await createServer({
    root,
    configFile: false,
    logLevel: 'silent',
    server: { middlewareMode: true, ws: false },
  });
  guardServer(server, { reads: [root], writes: [] }, { major: 5, runnerFolder: root, folder: root });
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const served = async (id: string) => {
  try {
    return (await server.environments.ssr.transformRequest(id))?.code ?? 'nothing';
  } catch (error) {
    return String(error);
  }
};

test.each([
  secret,
  `${secret}?raw`,
  `${secret}?inline`,
  `${secret}?url&inline`,
  `${secret}?import&raw`,
  `/@fs${secret}?raw`,
  `/@fs/${secret}`,
  `file://${secret}?raw`,
  `${root}/../secret.json?raw`,
  '../secret.json?raw',
  `${join(folder, 'secret.js')}?worker`,
  join(folder, 'secret.js'),
  '/link.json?raw',
  `${root}/link.json`,
])('a file outside of the project is not served: %s', async (id) => {
  expect(await served(id)).not.toContain('nobody may read');
});

test.each(['/data.json', '/data.json?raw', `${root}/data.json`])('one of the project is: %s', async (id) => {
  expect(await served(id)).toContain('to all');
});

test('why not is said', async () => {
  expect(await served(`${secret}?raw`)).toContain(
    `${secret} is not a file of the project: it is closed in the sandbox`,
  );
});
