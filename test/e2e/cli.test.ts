import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Audit } from '../../src/model/audit.ts';
import type { MutantList } from '../../src/model/mutant-list.ts';
import { fromRoot, hashTree, readAudit, runRealcov, withProject } from '../helpers/project.ts';
import { commitAll, linkPackage, tempProject, writeFiles } from '../helpers/temp-project.ts';

/** A project with one tested function and one that is only called. */
function shop(files: Record<string, string> = {}): string {
  const root = tempProject({
    'package.json': '{ "name": "shop", "type": "module" }',
    '.gitignore': 'node_modules\nreports\n',
    'src/cart.js':
      'export function twice(n) {\n  return n + n;\n}\n\nexport function log(n) {\n  return [n];\n}\n',
    'src/cart.test.js': [
      "import { expect, test } from 'vitest';",
      "import { log, twice } from './cart.js';",
      "test('doubles', () => { expect(twice(3)).toBe(6); log(1); });",
      '',
    ].join('\n'),
    ...files,
  });
  linkPackage(root, 'vitest');
  linkPackage(root, 'vite');
  return root;
}

async function refused(cwd: string, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runRealcov(cwd, args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  const [line, hint, ...others] = stderr
    .trimEnd()
    .split('\n')
    .filter((each) => !each.startsWith('making breaks'));
  expect(line).toMatch(/^realcov: ./);
  expect(hint ?? '  hint: ').toMatch(/^ {2}hint: /);
  expect(others).toEqual([]);
  return stderr;
}

describe('realcov', () => {
  test('without a command prints its help', async () => {
    const { code, stdout, stderr } = await runRealcov(fromRoot(), []);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Usage: realcov [options] [command]');
    expect(stdout).toContain('realcov audit src/cart.ts');
  });

  test('prints its version', async () => {
    const { code, stdout } = await runRealcov(fromRoot(), ['--version']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '0.1.0\n' });
  });

  test.each([
    [['audti'], "unknown command 'audti' (Did you mean audit?)"],
    [['audit', '--concurency', '2'], "unknown option '--concurency' (Did you mean --concurrency?)"],
    [['audit', '--concurrency'], "option '--concurrency <n>' argument missing"],
    [['audit', '--concurrency', 'all'], '--concurrency expects a whole number from 1'],
    [['audit', '--reporters', 'htlm'], '--reporters: unknown reporter "htlm"'],
    [
      ['audit', '--mutators', 'EmptyBdy'],
      '--mutators: unknown mutator "EmptyBdy" (did you mean "EmptyBody"?)',
    ],
    [['audit', '--config', 'gone.json'], 'the configuration file gone.json does not exist'],
    [['audit', '../elsewhere'], '../elsewhere is outside the project'],
    [['audit', 'src/crat.js'], 'the path src/crat.js does not exist (did you mean "src/cart.js"?)'],
    [['audit', '--tests', 'gone.test.js'], '--tests: the path gone.test.js does not exist'],
    [['audit', '--since', 'main'], '--since needs a git repository'],
    [
      ['audit', '--list', '--function', 'twise'],
      'no function in scope is named "twise" (did you mean "twice"?)',
    ],
    [['audit', '--out-dir', 'package.json/x'], 'package.json is no folder'],
    [['show'], "missing required argument 'mutant-id'"],
    [['show', 'abc'], 'there is no audit in'],
    [['compare', 'old', 'new'], 'there is no audit in'],
    [['compare', 'old'], "missing required argument 'new'"],
  ])('%j is refused in one line', async (args, message) => {
    expect(await refused(shop(), ...args)).toContain(message);
  });

  test.each([
    [
      '{ "realcov": { "killer": "all" } }',
      'unknown key "killer" under "realcov" in stryker.conf.json (did you mean "killers"?)',
    ],
    ['{ "mutate": "src" }', 'the key "mutate" in stryker.conf.json is not what Stryker expects'],
    ['{ mutate: [] }', 'stryker.conf.json cannot be used'],
  ])('refuses the configuration %s', async (text, message) => {
    expect(await refused(shop({ 'stryker.conf.json': text }), 'audit')).toContain(message);
  });

  test('names the runner of a project that it cannot audit', async () => {
    const root = tempProject({ 'package.json': '{ "scripts": { "test": "jasmine" } }', 'src/a.js': '' });
    expect(await refused(root, 'audit')).toContain('run with Jasmine, which realcov does not support yet');
  });
});

describe('realcov audit --list', () => {
  test('lists the breaks with their ids, runs nothing and writes nothing', async () => {
    const root = shop({ 'src/cart.test.js': "throw new Error('must not run');" });
    const before = hashTree(root);
    const { code, stdout } = await runRealcov(root, ['audit', '--list']);
    expect(code).toBe(0);
    expect(stdout).toContain('src/cart.js\n');
    expect(stdout).toMatch(/^ {2}[0-9a-f]{12} {2}1:\d+ {2}twice {2}deleted body {2}EmptyBody$/m);
    expect(stdout).toMatch(/^\d+ breaks in 2 functions, 1 file\n$/m);
    expect(hashTree(root)).toEqual(before);
  });

  test('is JSON on request, and nothing else is printed', async () => {
    const { code, stdout, stderr } = await runRealcov(shop(), [
      'audit',
      '--list',
      '--json',
      '--mutators',
      'EmptyBody',
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { project, functions, mutants }: MutantList = JSON.parse(stdout);
    expect(project).toMatchObject({ name: 'shop', files: 1 });
    expect(functions.map(({ name }) => name)).toEqual(['twice', 'log']);
    const made = mutants.filter(({ ignored }) => ignored === undefined);
    expect(made.map(({ mutator, file }) => [mutator, file])).toEqual([
      ['EmptyBody', 'src/cart.js'],
      ['EmptyBody', 'src/cart.js'],
    ]);
  });

  test('knows what changed since a ref', async () => {
    const root = shop();
    commitAll(root);
    const unchanged = await runRealcov(root, ['audit', '--list', '--since', 'HEAD']);
    expect(unchanged).toMatchObject({ code: 0, stdout: '0 breaks in 0 functions, 0 files\n' });
    writeFiles(root, { 'src/more.js': 'export function three() {\n  return 3;\n}\n' });
    const { stdout } = await runRealcov(root, ['audit', '--list', '--since', 'HEAD']);
    expect(stdout).toContain('three');
    expect(stdout).not.toContain('twice');
  });

  test('takes the paths from where it is called', async () => {
    const root = shop({ 'src/deep/other.js': 'export function other() {\n  return 1;\n}\n' });
    const { stdout } = await runRealcov(join(root, 'src', 'deep'), ['audit', '--list', '.']);
    expect(stdout).toMatch(/^src\/deep\/other\.js$/m);
    expect(stdout).not.toContain('cart.js');
  });
});

describe('realcov audit', () => {
  test('prints the report, writes its files, and shows a break of it afterwards', async () => {
    const root = shop();
    const audited = await runRealcov(root, ['audit', '--no-times']);
    expect(audited.code).toBe(0);
    expect(audited.stdout).toMatch(/^real coverage \d+%/m);
    expect(audited.stdout).toContain(join('reports', 'realcov', 'audit.json'));
    expect(audited.stderr).toMatch(/^running breaks +\d+$/m);
    expect(existsSync(join(root, 'reports', 'realcov', 'mutation.json'))).toBe(true);

    const { mutants } = readAudit(root);
    const body = mutants.find(({ mutator, status }) => mutator === 'EmptyBody' && status === 'killed');
    const shown = await runRealcov(join(root, 'src'), ['show', body!.id.slice(0, 8)]);
    expect(shown.code).toBe(0);
    expect(shown.stdout).toContain('--- a/src/cart.js');
    expect(shown.stdout).toContain('src/cart.test.js:3  doubles');
    const page = join('..', 'reports', 'realcov', 'index.html');
    expect(shown.stdout).toMatch(new RegExp(`\nIn the page: ${page}#/mutant/${body!.id}\n$`));
    const elsewhere = await runRealcov(root, ['explain', 'doubles', '--report-url', 'https://ci.example/#x']);
    expect(elsewhere.stdout).toMatch(/\nIn the page: https:\/\/ci\.example\/#\/test\/\w+\n$/);
    expect(await refused(root, 'show', body!.id, '--report-url', 'javascript:1')).toContain(
      'expects an address that begins with https:// or http://',
    );

    const json = await runRealcov(root, ['show', body!.id, '--json']);
    expect(JSON.parse(json.stdout)).toEqual(body);
    expect(await refused(root, 'show', 'xyz')).toContain('the last audit has no break xyz');
    expect(await refused(root, 'show', '')).toContain(`${mutants.length} breaks have an id that begins with`);
  });

  test('with --json prints the summary and nothing else', async () => {
    const root = shop();
    const { code, stdout, stderr } = await runRealcov(root, ['audit', '--json', '--reporters', 'terminal']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ project: { name: 'shop' }, complete: true, files: [] });
    expect(existsSync(join(root, 'reports'))).toBe(false);
  });

  test('fails its gate with 1, and under --quiet says no more than that', async () => {
    const { code, stdout, stderr } = await runRealcov(shop(), [
      'audit',
      '--quiet',
      '--min-real-coverage',
      '99',
    ]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toMatch(/^real coverage .*\nreal coverage .* is below the minimum of 99%\n$/);
  });

  test('refuses a red suite with 3 and names its tests', async () => {
    const root = shop({
      'src/red.test.js':
        "import { test } from 'vitest';\ntest('fails', () => { throw new Error('so red'); });\n",
    });
    const { code, stderr } = await runRealcov(root, ['audit']);
    expect(code).toBe(3);
    expect(stderr).toContain('src/red.test.js > fails: ');
    expect(stderr).toContain('so red');
  });

  test('is told apart from a bug: that keeps its stack and ends with 70', async () => {
    const root = shop({ 'src/cart.test.js': '' });
    const preload = `data:text/javascript,${encodeURIComponent("JSON.stringify = () => { throw new RangeError('broken') };")}`;
    const { code, stderr } = await runRealcov(root, ['audit', '--list', '--json'], {
      env: { NODE_OPTIONS: `--import=${preload}` },
    });
    expect(code).toBe(70);
    expect(stderr).toMatch(/RangeError: broken\n {4}at [\s\S]*realcov: this is a bug in realcov/);
  });

  test.skipIf(process.platform === 'win32')(
    'stopped by Ctrl-C writes what it knows and ends with 4',
    async () => {
      const tests = Array.from(
        { length: 8 },
        (_, index) =>
          `test('${index}', async () => { await new Promise((r) => setTimeout(r, 250)); twice(1); });`,
      );
      const root = shop({
        'src/cart.test.js': `import { test } from 'vitest';\nimport { twice } from './cart.js';\n${tests.join('\n')}\n`,
        'vitest.config.js': 'export default { test: { testTimeout: 60_000 } };\n',
      });
      const child = spawn(process.execPath, [fromRoot('src', 'cli.ts'), 'audit', '--killers', 'all'], {
        cwd: root,
      });
      let stderr = '';
      child.stderr.on('data', (chunk: Buffer) => {
        stderr += chunk;
        if (String(chunk).includes('clean runs')) child.kill('SIGINT');
      });
      const [code] = await once(child, 'exit');
      expect(stderr).toContain('stopping; the results so far will be written');
      expect(code).toBe(4);
      const audit: Audit = readAudit(root);
      expect(audit.complete).toBe(false);
    },
  );

  test('works on a project as its own tests have it', async () => {
    await withProject('plain', { vitest: 4 }, async (cwd) => {
      const { code } = await runRealcov(cwd, ['audit', '--reporters', 'json', '--out-dir', '../out']);
      expect(code).toBe(0);
      expect(readAudit(cwd, '../out').project.vitest).toMatch(/^4\./);
      expect(existsSync(join(cwd, 'reports'))).toBe(false);
    });
  });
});
