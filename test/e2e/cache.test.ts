import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packRows, unpackRows } from '../../src/lab/rows/row-file.ts';
import type { Audit } from '../../src/model/audit.ts';
import { runRealcov, tsconfigWithoutDom } from '../helpers/project.ts';
import { linkPackage, tempProject, writeFiles } from '../helpers/temp-project.ts';

type Files = Record<string, string>;

/** Sources and tests that depend on others in every way that a result may depend on something. */
const project: Files = {
  'package.json': '{"name":"shop","private":true,"type":"module"}',
  'tsconfig.json': tsconfigWithoutDom,
  'vitest.config.ts': `
    import { defineConfig } from 'vitest/config';
    import { setup } from './config/setup.ts';
    export default defineConfig({ test: { setupFiles: [setup], alias: { '#lib': '/src/lib' } } });`,
  'config/setup.ts': "export const setup = './test/setup.ts';",
  'test/setup.ts': 'globalThis.rate = 2;',
  '.env': 'VITE_LIMIT=3',
  'src/price.ts': `
    import { tax } from './tax';
    export const price = (n: number) => n * 2 + tax(n);
    export const free = (n: number) => n === 0;`,
  'src/tax.ts': 'export const tax = (n: number) => (n > 10 ? 5 : 1);',
  'src/send.ts': "import { price } from './price'; export const send = (n: number) => 'sent ' + price(n);",
  'src/limit.ts':
    'export const over = (n: number) => n > Number(import.meta.env.VITE_LIMIT) * globalThis.rate;',
  'src/pages.ts': "export const pages = () => Object.keys(import.meta.glob('./pages/*.ts')).length;",
  'src/pages/a.ts': 'export default 1;',
  'src/round.ts': "import { round } from 'rounding'; export const up = (n: number) => round(n + 1);",
  'node_modules/rounding/package.json':
    '{"name":"rounding","version":"1.0.0","type":"module","main":"index.js"}',
  'node_modules/rounding/index.js': 'export const round = (n) => Math.round(n);',
  'node_modules/.package-lock.json': '{"rounding":"1.0.0"}',
  'test/helper.ts': 'export const cases = [[1, 3], [20, 45]] as const;',
  'test/price.test.ts': `
    import { describe, expect, test } from 'vitest';
    import { free, price } from '../src/price.ts';
    import { cases } from './helper.ts';
    describe.each(cases)('%s', (n, expected) => {
      test('costs', () => expect(price(n)).toBe(expected));
    });
    test('is free', () => expect(free(1)).toBe(false));`,
  'test/send.test.ts': `
    import { expect, test, vi } from 'vitest';
    import { send } from '../src/send.ts';
    vi.mock('../src/price', () => ({ price: () => 7 }));
    test('sends', () => expect(send(1)).toMatchSnapshot());
    test('sends as in the file', () => expect(send(2)).toMatchFileSnapshot('./sent.js'));`,
  'test/sent.js': 'sent 7',
  'test/__snapshots__/send.test.ts.snap':
    '// Vitest Snapshot v1, https://vitest.dev/guide/snapshot.html\n\nexports[`sends 1`] = `"sent 7"`;\n',
  'test/rates.test.ts': `
    import { existsSync, readdirSync, readFileSync } from 'node:fs';
    import { expect, test } from 'vitest';
    import { tax } from '../src/tax.ts';
    test('taxes as in the table', () => {
      const table = JSON.parse(readFileSync(new URL('./rates.json', import.meta.url), 'utf8'));
      for (const [n, expected] of table) expect(tax(n)).toBe(expected);
    });
    test('taxes what is large, unless that is off', () => {
      if (!existsSync(new URL('./off', import.meta.url))) expect(tax(11)).toBe(5);
    });
    test('taxes for each file', () => {
      for (const name of readdirSync(new URL('./taxes', import.meta.url))) expect(tax(Number(name))).toBe(1);
    });`,
  'test/rates.json': '[[1, 1]]',
  'test/taxes/5': '',
  'test/others.test.ts': `
    import { expect, test } from 'vitest';
    import { over } from '../src/limit.ts';
    import { pages } from '../src/pages.ts';
    import { up } from '../src/round.ts';
    test('is over', () => expect(over(100)).toBe(true));
    test('has pages', () => expect(pages()).toBeGreaterThan(0));
    test('rounds', () => expect(up(1.6)).toBeGreaterThan(2));`,
};

/** One change of a file: a text that takes the place of another, a new file, or one that goes. */
const changes: Record<string, (files: Files) => Files> = {
  'a statement': replaced('src/tax.ts', ['? 5 : 1', '? 5 : 2 - 1']),
  'a condition': replaced('src/tax.ts', ['n > 10', 'n > 10 && n < 99']),
  'a function': replaced('src/price.ts', ['n === 0', 'n <= 0']),
  'a weaker test': replaced('test/price.test.ts', ['toBe(expected)', 'toBeGreaterThan(0)']),
  'a test less': replaced('test/price.test.ts', ["test('is free', () => expect(free(1)).toBe(false));", '']),
  'a case of describe.each': replaced('test/helper.ts', ['[20, 45]', '[20, 45], [0, 1]']),
  'a fixture': replaced('test/rates.json', ['[[1, 1]]', '[[1, 1], [10, 1], [30, 5]]']),
  'a file that turns a check off': added('test/off', ''),
  'a file in a listed folder': added('test/taxes/10', ''),
  'a snapshot': replaced('test/__snapshots__/send.test.ts.snap', ['sent 7', 'sent 8']),
  'a snapshot in a file of its own': replaced('test/sent.js', ['sent 7', 'sent 9']),
  'a package': replaced(
    'node_modules/rounding/index.js',
    ['Math.round(n)', 'Math.floor(n)'],
    'node_modules/.package-lock.json',
    ['1.0.0', '1.1.0'],
  ),
  'the configuration': replaced('vitest.config.ts', ['test: {', 'test: { restoreMocks: true,']),
  'a file of the configuration': replaced(
    'config/setup.ts',
    ['./test/setup.ts', './test/other-setup.ts'],
    'test/other-setup.ts',
    ['', 'globalThis.rate = 40;'],
  ),
  'a set-up file': replaced('test/setup.ts', ['rate = 2', 'rate = 40']),
  'a variable': replaced('.env', ['=3', '=60']),
  'a file before another one': added('src/tax.mjs', 'export const tax = (n) => (n > 10 ? 5 : 0);'),
  'a page': added('src/pages/b.ts', 'export default 2;'),
  'a rename': (files) => {
    const { 'src/tax.ts': tax, ...rest } = files;
    if (tax === undefined) return files;
    const renamed = Object.entries(rest).map(([name, text]) => [
      name,
      text.replaceAll(/(\/)tax(\.ts)?'/g, "$1levy$2'"),
    ]);
    return { ...Object.fromEntries(renamed), 'src/levy.ts': tax };
  },
};

function replaced(...pairs: (string | [string, string])[]): (files: Files) => Files {
  return (files) => {
    const after = { ...files };
    for (let at = 0; at < pairs.length; at += 2) {
      const [name, [from, to]] = [pairs[at] as string, pairs[at + 1] as [string, string]];
      after[name] = from === '' ? to : (after[name] ?? '').replace(from, to);
    }
    return after;
  };
}

function added(name: string, text: string): (files: Files) => Files {
  return (files) => ({ ...files, [name]: text });
}

/** How many changes are tried one after the other. A long run is asked for by the variable. */
const steps = Number(process.env.REALCOV_CACHE_STEPS ?? 3);

function audited(root: string, ...args: string[]) {
  return runRealcov(root, ['audit', '--no-times', '--no-resume', '--leave-out-red', '--quiet', ...args]);
}

interface Seen {
  audit: string;
  cached: string[];
}

function readAudit(root: string): Seen {
  const audit = JSON.parse(readFileSync(join(root, 'reports', 'realcov', 'audit.json'), 'utf8')) as Audit;
  const isAbout = ({ kind }: Audit['notices'][number]) => kind === 'cached' || kind === 'not-cached';
  const cached = audit.notices.filter(isAbout).map(({ message }) => message);
  const notices = audit.notices.filter((notice) => !isAbout(notice));
  return { audit: JSON.stringify({ ...audit, notices, made: undefined }), cached };
}

test('whatever changes, an audit with a cache is the same as one of everything', async () => {
  const root = tempProject(project);
  for (const name of ['vitest', 'vite']) linkPackage(root, name);
  const names = fc.sample(fc.constantFrom(...Object.keys(changes)), { numRuns: steps, ...seed() });
  let before = project;
  let files = project;
  for (const [step, name] of ['nothing', ...names].entries()) {
    // Every third change is taken back, as it is where somebody goes from one branch to another.
    [before, files] = step % 3 === 2 ? [files, before] : [files, changes[name]?.(files) ?? files];
    for (const gone of Object.keys(before)) if (!(gone in files)) rmSync(join(root, gone));
    writeFiles(root, files);
    const whole = await audited(root);
    const expected = readAudit(root);
    const { code } = await audited(root, '--cache');
    expect.soft(readAudit(root).audit, `step ${step}: ${name}`).toBe(expected.audit);
    expect.soft(code, name).toBe(whole.code);
  }
  // And nothing but what changed is run again.
  await audited(root, '--cache');
  expect(readAudit(root).cached[0]).toMatch(/results are from the cache/);
});

function seed(): { seed?: number } {
  const given = process.env.REALCOV_CACHE_SEED;
  return given === undefined ? {} : { seed: Number(given) };
}

test('some kept results are run again if that is asked for, and a wrong one fails the audit', async () => {
  const root = tempProject({
    'package.json': '{"name":"checked","private":true,"type":"module"}',
    'tsconfig.json': tsconfigWithoutDom,
    'src/one.ts': 'export const one = () => 1;',
    'test/one.test.ts':
      "import { expect, test } from 'vitest'; import { one } from '../src/one.ts';\ntest('one', () => expect(one()).toBe(1));",
  });
  for (const name of ['vitest', 'vite']) linkPackage(root, name);
  const key = 'a key of the machine that tests this, long enough';
  const env = { REALCOV_STATE_KEY: key };
  const rerun = ['audit', '--quiet', '--no-resume', '--cache', '--verify-cache', '1000'];
  await runRealcov(root, ['audit', '--quiet', '--no-resume', '--cache'], { env });
  const { code } = await runRealcov(root, rerun, { env });
  expect(code).toBe(0);
  expect(readAudit(root).cached.join()).toMatch(/\d+ kept results were run again: the same/);
  expect((await runRealcov(root, ['cache', 'info'])).stdout).toMatch(
    /^results of 1 test file \(\d+ kB\) are kept in /,
  );

  const [path = ''] = globSync('.realcov/cache/rows/*/*.rows', { cwd: root })
    .map((name) => join(root, name))
    .filter((name) => unpackRows(readFileSync(name), Buffer.from(key)));
  const kept = unpackRows(readFileSync(path), Buffer.from(key))!;
  for (const [name, row] of kept.rows.pairs) kept.rows.pairs.set(name, { ...row, outcome: 'survived' });
  writeFileSync(path, packRows(kept, Buffer.from(key)));
  const { code: failed, stderr } = await runRealcov(root, rerun, { env });
  expect(stderr).toMatch(
    /the cache is wrong about \d+ of \d+ results, among them test\/one.test.ts, one with break/,
  );
  expect(failed).toBe(4);
  expect((await runRealcov(root, ['cache', 'clear'])).stdout).toMatch(/^nothing is kept in /);
});

describe('results are not kept', () => {
  test('of what depends on more than files', async () => {
    const test1 = (name: string, body: string) =>
      `import { expect, test } from 'vitest'; import { one } from '../src/one.ts';\ntest('${name}', async () => { ${body} expect(one()).toBe(1); });`;
    const root = tempProject({
      'package.json': '{"name":"world","private":true,"type":"module"}',
      'tsconfig.json': tsconfigWithoutDom,
      'src/one.ts': 'export const one = () => 1;',
      'test/plain.test.ts': test1('plain', ''),
      'test/clock.test.ts': test1('clock', 'expect(new Date().getFullYear()).toBeGreaterThan(2000);'),
      'test/faked.test.ts': test1(
        'faked',
        "const { vi } = await import('vitest'); vi.useFakeTimers(); expect(new Date().getDay()).toBeLessThan(7); vi.useRealTimers();",
      ),
      'test/fixed-time.test.ts': test1(
        'fixed',
        "expect(new Date('2020-01-01').getUTCFullYear()).toBe(2020);",
      ),
      'test/programs.test.ts': test1(
        'programs',
        "const { execFileSync } = await import('node:child_process'); execFileSync(process.execPath, ['-v']);",
      ),
      'test/network.test.ts': test1('network', "await fetch('http://127.0.0.1:59999/').catch(() => {});"),
      'test/own-server.test.ts': test1(
        'own server',
        `const { createServer } = await import('node:http');
         const server = createServer((_, answer) => answer.end('1'));
         await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
         const got = await fetch('http://127.0.0.1:' + (server.address() as { port: number }).port);
         expect(await got.text()).toBe('1');
         server.close();`,
      ),
    });
    for (const name of ['vitest', 'vite']) linkPackage(root, name);
    await audited(root, '--cache');
    expect(readAudit(root).cached).toEqual([
      'no result of test/programs.test.ts is kept: tests start programs, threads or native code',
      'not every result of test/clock.test.ts, test/faked.test.ts, test/network.test.ts is kept: tests ask for the time, tests use the network',
    ]);
  });
});
