import { afterAll, expect, test } from 'vitest';
import { endSharedProcesses, runInSharedProcess as runRealcov } from '../helpers/audit-process.ts';
import { readAudit, vitestMajors } from '../helpers/project.ts';
import { project } from './faults/harness.ts';

afterAll(endSharedProcesses);

const files = {
  'package.json': '{ "name": "outside", "type": "module" }',
  'vitest.config.js':
    "import { defineConfig } from 'vitest/config';\nexport default defineConfig({ test: { globalSetup: './setup.js' } });\n",
  // A server for all tests.
  'setup.js': `
    import { fork } from 'node:child_process';
    import { once } from 'node:events';
    import { begin } from './src/begin.js';
    export default async function (project) {
      const server = fork('src/server.js');
      const [port] = await once(server, 'message');
      project.provide('address', begin(port));
      return () => server.kill();
    }`,
  'src/begin.js': "export const begin = (port) => 'http://localhost:' + port;\n",
  'src/server.js': `
    import { createServer } from 'node:http';
    const server = createServer((_, response) => response.end('Hello'));
    server.listen(0, () => process.send(server.address().port));`,
  // What compiles sources in its own way.
  'compiler.cjs': `
    const { registerHooks } = require('node:module');
    const load = (url, context, next) => {
      const it = next(url, context);
      return url.endsWith('cli.js') ? { ...it, source: it.source + '//' } : it;
    };
    registerHooks({ load });`,
  'src/cli.js': 'const last = (list) => list[list.length - 1];\nconsole.log(last(process.argv));\n',
  'src/plain.js': 'export const twice = (n) => n * 2;\nexport const thrice = (n) => n * 3;\n',
  'all.test.js': `
    import { execFileSync } from 'node:child_process';
    import { expect, inject, test } from 'vitest';
    import { twice } from './src/plain.js';
    test('greets', async () => expect(await (await fetch(inject('address'))).text()).toBe('Hello'));
    test('prints', () => {
      const env = { ...process.env, NODE_OPTIONS: '--require ./compiler.cjs' };
      const printed = execFileSync(process.execPath, ['src/cli.js', 'a'], { env });
      expect(String(printed)).toBe('a\\n');
    });
    test('doubles', () => expect(twice(2)).toBe(4));`,
};

test.each(vitestMajors)(
  'what runs where nothing can be switched is unproven, on Vitest %i',
  async (major) => {
    const root = project(files, major);
    const { code } = await runRealcov(root, ['audit', '--quiet']);
    const audit = readAudit(root);
    const seen = (file: string) => [
      ...new Set(
        audit.mutants
          .filter((mutant) => mutant.file === file)
          .map(({ status, reason }) => (reason === undefined ? status : `${status}: ${reason}`)),
      ),
    ];
    const before = 'unproven: it runs outside of the test process: a global setup runs it, before all tests';
    expect(seen('src/begin.js')).toEqual([before]);
    expect(seen('src/server.js')).toEqual([before]);
    expect(seen('src/cli.js')).toEqual([
      'unproven: it runs outside of the test process: all.test.js starts what loads its file in a way of its own',
    ]);
    expect(seen('src/plain.js').sort()).toEqual(['killed', 'no-coverage']);
    expect(code).toBe(4);
  },
);
