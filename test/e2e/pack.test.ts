import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fromRoot, readAudit } from '../helpers/project.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'realcov-pack-'));
  mkdirSync(join(folder, 'user'));
  // Where other tests run what is built, it is not built anew beneath them.
  const isBuilt = process.env.REALCOV_TEST_DIST !== undefined;
  npm(fromRoot(), 'pack', ...(isBuilt ? ['--ignore-scripts'] : []), '--pack-destination', folder);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

test('the packed package sets itself up in a project that has only it and Vitest, and audits it', () => {
  const user = join(folder, 'user');
  write(user, 'package.json', '{ "name": "user", "private": true, "type": "module" }');
  write(user, 'sign.ts', 'export function sign(value: number): number {\n  return value < 0 ? -1 : 1;\n}\n');
  write(
    user,
    'sign.test.ts',
    "import { expect, test } from 'vitest';\nimport { sign } from './sign';\n\ntest('knows its sign', () => {\n  expect(sign(-5)).toBe(-1);\n});\n",
  );
  write(user, 'tsconfig.json', '{}');
  const [tarball] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  npm(user, 'install', '--prefer-offline', '--no-audit', '--no-fund', `../${tarball}`, 'vitest@5');

  const setUp = npm(user, 'exec', '--', 'realcov', 'init', '--yes', '--write-config');
  expect(setUp).toContain('Written: package.json, realcov.config.');
  // With the script and the configuration that were written.
  const output = npm(user, 'run', 'realcov');

  expect(output).toContain('real coverage');
  expect(readFileSync(join(user, 'reports', 'realcov', 'index.html'), 'utf8')).toContain('id="realcov-data"');
  expect(readdirSync(join(user, 'node_modules', 'realcov', 'docs', 'agents'))).toEqual(['SKILL.md']);
  const plugin = "import('realcov/stryker').then((it) => console.log(it.strykerPlugins[0].name))";
  expect(execFileSync(process.execPath, ['-e', plugin], { cwd: user, encoding: 'utf8' })).toBe('realcov\n');
  const audit = readAudit(user);
  expect(audit.notices).toEqual([]);
  expect(audit.functions.map(({ name, verdict }) => ({ name, verdict }))).toEqual([
    { name: 'sign', verdict: 'weak' },
  ]);
  expect(audit.mutants.find((mutant) => mutant.mutator === 'EmptyBody')?.status).toBe('killed');
  expect(audit.mutants.find((mutant) => mutant.replacement === 'value <= 0')?.status).toBe('survived');
});

function write(user: string, name: string, text: string): void {
  writeFileSync(join(user, name), text);
}

/** Runs npm as from a shell: without the settings of the npm around this test, but on this Node. */
function npm(cwd: string, ...args: string[]): string {
  const outside = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|VITEST|NODE_ENV$|TEST$)/i.test(name),
  );
  const path = [dirname(process.execPath), process.env.PATH].join(delimiter);
  return execFileSync('npm', args, {
    cwd,
    encoding: 'utf8',
    env: { ...Object.fromEntries(outside), PATH: path, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
}
