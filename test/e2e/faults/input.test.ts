import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cliFile, hashTree, readAudit, runRealcov } from '../../helpers/project.ts';
import { installedVitest, tempProject, writeFiles } from '../../helpers/temp-project.ts';
import { audit, healthy, project } from './harness.ts';

async function refused(root: string, ...args: string[]): Promise<string[]> {
  const before = hashTree(root);
  const { code, stdout, stderr } = await runRealcov(root, ['audit', ...args]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(hashTree(root)).toEqual(before);
  const lines = stderr
    .trimEnd()
    .split('\n')
    .filter((line) => !line.startsWith('making breaks'));
  expect(lines[0]).toMatch(/^realcov: ./);
  expect(lines.at(-1)).toMatch(/^ {2}hint: ./);
  return lines;
}

describe('a project that cannot be audited is refused in one line with a remedy', () => {
  test('without Vitest and without any other runner that is known', async () => {
    const root = tempProject({
      'package.json': '{ "name": "bare" }',
      'src/a.js': 'export const a = () => 1;\n',
    });
    expect(await refused(root)).toEqual([
      `realcov: no test runner found in ${root}`,
      '  hint: realcov works with Vitest 3.2, 4 and 5, Jest 29 and 30, Mocha 10, 11 and 12, and node:test',
    ]);
  });

  test('with Vitest in its package.json but not installed', async () => {
    const root = tempProject({
      'package.json': '{ "name": "fresh", "devDependencies": { "vitest": "^5.0.0" } }',
      'pnpm-lock.yaml': '',
    });
    expect(await refused(root)).toEqual([
      'realcov: Vitest is not installed',
      `  hint: run pnpm install in ${root}`,
    ]);
  });

  test.each(['2.1.9', '3.1.4', '6.0.0'])('with Vitest %s', async (version) => {
    const root = tempProject({
      'package.json': '{ "name": "other" }',
      ...healthy,
      ...installedVitest(version),
    });
    expect(await refused(root)).toEqual([
      `realcov: Vitest ${version} is not supported`,
      `  hint: realcov works with Vitest 3.2, 4 and 5, Jest 29 and 30, Mocha 10, 11 and 12, and node:test; install one of them in ${root}`,
    ]);
  });

  test('without package.json, or with one that is no JSON', async () => {
    const root = tempProject({ 'src/a.js': '' });
    expect((await refused(root))[0]).toContain('no package.json in');
    writeFiles(root, { 'package.json': '{ "name": ' });
    expect((await refused(root))[0]).toMatch(/package\.json cannot be read: /);
  });

  test('without source files, or with none that parses', async () => {
    const root = project({ 'src/only.test.js': healthy['src/add.test.js']! });
    expect((await refused(root))[0]).toContain('no source files to break in');
    writeFiles(root, { 'src/add.js': 'export function add( {\n' });
    expect(await refused(root)).toContain('  src/add.js: it does not parse: line 2: Unexpected token');
  });

  test('without a function or anything else to break', async () => {
    const lines = await refused(
      project({ ...healthy, 'src/add.js': "export { max as add } from './max.js';\n" }),
      '--list',
    );
    expect(lines[0]).toBe('realcov: there is nothing to break in the source files in scope');
  });

  test('without tests', async () => {
    const root = project({ 'src/add.js': healthy['src/add.js']! });
    expect(await refused(root)).toEqual([
      'realcov: Vitest finds no test files',
      '  hint: look at "test.include" of the Vitest configuration, or at --tests',
    ]);
    const workspace = project({
      'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
      'src/add.js': healthy['src/add.js']!,
    });
    expect(await refused(workspace)).toContain(
      '  hint: run realcov in the folder of one of the packages, or look at "test.include" of the Vitest configuration',
    );
  });

  test('with a configuration file that cannot be read, throws, or exports nothing', async () => {
    const root = project(healthy);
    mkdirSync(join(root, 'folder.json'));
    writeFiles(root, {
      'throws.mjs': "throw new Error('no licence');\n",
      'empty.mjs': '',
      'list.json': '[]',
    });
    const messages: Record<string, string> = {
      'folder.json': 'it is a folder',
      'throws.mjs': 'no licence',
      'empty.mjs': 'it has no default export',
      'list.json': 'it holds an array instead of an object',
    };
    for (const [file, message] of Object.entries(messages)) {
      const [line] = await refused(root, '--config', file);
      expect(line).toContain(`${file} cannot be used: `);
      expect(line).toContain(message);
    }
  });
});

describe.concurrent('what cannot be broken is named, and the rest is audited', () => {
  test('a file that does not parse, and one that is huge', async () => {
    const root = project({
      ...healthy,
      'src/broken.js': 'export function broken( {\n',
      'src/huge.js': `export function huge() {\n  return 1;\n}\n${'// a line of a table\n'.repeat(30_000)}`,
    });
    const { code, stdout, audit: report } = await audit(root, { args: ['--no-times'] });
    expect(code).toBe(0);
    expect(report?.functions.map(({ name, verdict }) => [name, verdict])).toEqual([['add', 'tested']]);
    expect(report?.notices).toEqual([
      { kind: 'file-skipped', file: 'src/huge.js', message: '630 kB, more than --max-file-size 500' },
      { kind: 'file-skipped', file: 'src/broken.js', message: 'it does not parse: line 2: Unexpected token' },
    ]);
    expect(stdout).toContain('src/broken.js');
    expect(stdout).toContain('more than --max-file-size 500');
    const larger = await runRealcov(root, ['audit', '--list', '--max-file-size', '700']);
    expect(larger.stdout).toMatch(/^src\/huge\.js$/m);
  });
});

const nobody = 65_534;
const isRoot = process.getuid?.() === 0;
/** Root may write anywhere, so that nobody has to be asked; and may not reach this repository. */
const canRead =
  !isRoot || spawnSync(process.execPath, ['--check', cliFile()], { uid: nobody, gid: nobody }).status === 0;

describe.runIf(process.platform !== 'win32' && canRead)('a project that may not be written to', () => {
  test('is refused by name, and audited with --out-dir elsewhere', async () => {
    const root = project({
      ...healthy,
      'vitest.config.ts': 'export default { test: { globals: true as boolean } };\n',
    });
    const out = realpathSync(mkdtempSync(join(tmpdir(), 'realcov-out-')));
    chmodSync(out, 0o777);
    chmodSync(root, 0o555);
    try {
      const who = isRoot ? { uid: nobody } : {};
      const inside = await audit(root, who);
      expect(inside).toMatchObject({ code: 2, stdout: '' });
      expect(inside.stderr).toMatch(
        /^realcov: cannot write to .*reports.realcov: .*\n {2}hint: name another folder with --out-dir\n$/,
      );
      const elsewhere = await audit(root, { ...who, args: ['--out-dir', join(out, 'reports')] });
      expect(elsewhere.code).toBe(0);
      expect(readAudit(out, 'reports').realCoverage.percent).toBe(100);
    } finally {
      chmodSync(root, 0o755);
      rmSync(out, { recursive: true, force: true });
    }
  });
});
