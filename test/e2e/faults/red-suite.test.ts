import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { audit, healthy, project } from './harness.ts';

/** A test file that does `fault` in its first test, or while it loads. */
function testFile({ inTest = '', atLoad = '' }: { inTest?: string; atLoad?: string }): string {
  return [
    "import { expect, test } from 'vitest';",
    "import { add } from './add.js';",
    atLoad,
    `test('goes wrong', async () => { add(1, 2); ${inTest} });`,
    "test('goes well', () => { expect(add(1, 2)).toBe(3); });",
    '',
  ].join('\n');
}

const faults: Record<string, { text: string; says: RegExp }> = {
  exit: {
    text: testFile({ inTest: 'process.exit(0);' }),
    says: / > goes wrong: process\.exit unexpectedly called with "0"/,
  },
  kill: {
    text: testFile({ inTest: "process.kill(process.pid, 'SIGKILL');" }),
    says: /: ends its process without any mutant, in "goes wrong"/,
  },
  'kill-at-load': {
    text: testFile({ atLoad: "process.kill(process.pid, 'SIGKILL');" }),
    says: /: ends its process without any mutant/,
  },
  outside: {
    text: testFile({
      inTest:
        "setImmediate(() => { throw new Error('thrown outside'); }); await new Promise((r) => setTimeout(r, 30));",
    }),
    says: / > goes wrong: thrown outside/,
  },
  rejection: {
    text: testFile({ inTest: "Promise.reject(new Error('nobody catches it'));" }),
    says: / > goes wrong: nobody catches it/,
  },
  timer: {
    text: testFile({
      // Plain Vitest does not wait for what a test leaves behind.
      atLoad: "import { afterAll } from 'vitest';\nafterAll(() => new Promise((r) => setTimeout(r, 200)));",
      inTest: "setTimeout(() => { throw new Error('too late'); }, 10);",
    }),
    says: /: too late/,
  },
  'does-not-load': { text: "import './gone.js';\n", says: /: Cannot find module '\.\/gone\.js'/ },
  'does-not-parse': { text: 'test(((\n', says: /: .*invalid JS syntax/ },
  'no-test': { text: "import './add.js';\n", says: /: No test suite found in file/ },
  hook: {
    text: testFile({
      atLoad: "import { afterAll } from 'vitest';\nafterAll(() => { throw new Error('in a hook'); });",
    }),
    says: /: in a hook/,
  },
};

/** A setup that takes what only one living process can have, and says when it gave it back. */
const setup = {
  'vitest.config.js': "export default { test: { globalSetup: './setup.js' } };\n",
  'setup.js': `
    import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
    const lock = 'reports/lock';
    function isTaken() {
      if (!existsSync(lock)) return false;
      try {
        return process.kill(Number(readFileSync(lock, 'utf8')), 0);
      } catch {
        return false;
      }
    }
    export default function setup() {
      if (isTaken()) throw new Error('taken by another');
      writeFileSync(lock, String(process.pid));
      return () => {
        rmSync(lock);
        appendFileSync('reports/torn-down', 'once ');
      };
    }
  `,
  'reports/.keep': '',
};

/** On a copy, what a tear-down writes is thrown away with it. */
const tornDown = (root: string): string => readFileSync(join(root, 'reports', 'torn-down'), 'utf8');

describe.concurrent('a suite that is red without any mutant', () => {
  test('is refused with every failure and its message', async () => {
    const files = Object.entries(faults).map(([name, { text }]) => [`src/${name}.test.js`, text]);
    const oneMore = { 'src/wrong.test.js': testFile({ inTest: 'expect(add(1, 2)).toBe(4);' }) };
    const root = project({ ...healthy, ...setup, ...Object.fromEntries(files), ...oneMore });
    const {
      code,
      stdout,
      stderr,
      audit: report,
    } = await audit(root, {
      args: ['--no-times', '--verbose', '--in-place'],
    });
    expect({ code, stdout, report }).toEqual({ code: 3, stdout: '', report: undefined });
    const lines = stderr.split('\n');
    expect(lines).toContain(`realcov: tests already fail without any break: ${files.length + 1} failures`);
    expect(lines).toContain('  … and 1 more');
    expect(lines).toContain(
      '  hint: fix these first, or go on without them by --leave-out-red: what they reach is then unproven',
    );
    for (const [name, { says }] of Object.entries(faults)) {
      expect(lines.find((line) => line.startsWith(`  src/${name}.test.js`))).toMatch(says);
    }
    expect(stderr).not.toContain('goes well');
    expect(stderr).not.toContain('add.test.js');
    // It was looked into by a second Vitest, after the first was torn down.
    expect(tornDown(root)).toContain('once once ');
  });

  test.each([3, 4] as const)('is refused when a test kills its process, on Vitest %i too', async (major) => {
    const root = project({ ...healthy, ...setup, 'src/kill.test.js': faults.kill!.text }, major);
    const { code, stderr } = await audit(root, { args: ['--in-place'] });
    expect(code).toBe(3);
    expect(stderr).toContain('src/kill.test.js: ends its process without any mutant, in "goes wrong"\n');
    // Vitest 3 dies with its worker, and is still torn down.
    expect(tornDown(root)).toContain('once once ');
  });

  test('is audited without what is red, if that is asked for', async () => {
    const source = (name: string) => ({ [`src/${name}.js`]: `export const ${name} = () => 1;\n` });
    const root = project({
      ...healthy,
      ...source('imported'),
      ...source('later'),
      ...source('reached'),
      ...source('untested'),
      'src/gone.test.js': "import './imported.js';\nimport './gone.js';\n",
      'src/wrong.test.js': [
        "import { expect, test } from 'vitest';",
        "import { add } from './add.js';",
        "import { reached } from './reached.js';",
        "import { later } from './later.js';",
        "test('fails', () => { add(1, 2); expect(reached()).toBe(2); later(); });",
        '',
      ].join('\n'),
    });
    const args = ['--leave-out-red', '--mutators', 'EmptyBody', '--max-unproven', '90'];
    const { code, stdout, audit: report } = await audit(root, { args });
    expect(report?.leftOut).toEqual([
      { file: 'src/gone.test.js', test: '', why: 'red' },
      { file: 'src/wrong.test.js', test: 'fails', why: 'red' },
    ]);
    expect(report?.mutants.map(({ file, status, reason }) => [file, status, reason])).toEqual([
      ['src/add.js', 'killed', undefined],
      ['src/imported.js', 'unproven', 'src/gone.test.js imports it, and is left out'],
      [
        'src/later.js',
        'unproven',
        '"fails" in src/wrong.test.js, which imports it, fails before its end and is left out',
      ],
      ['src/reached.js', 'unproven', '"fails" in src/wrong.test.js reaches it, and is left out'],
      ['src/untested.js', 'no-coverage', undefined],
    ]);
    expect(report?.notices.map(({ kind, file }) => [kind, file])).toEqual([
      ['file-red', 'src/gone.test.js'],
      ['test-red', 'src/wrong.test.js'],
    ]);
    expect(stdout).toMatch(/^real coverage 50% .*, with 1 test file and 1 test left out/m);
    expect(code).toBe(0);
  });

  test('of which nothing runs is no result', async () => {
    const skipped = "import { test } from 'vitest';\ntest.skip('later', () => {});\ntest.todo('some day');\n";
    const root = project({ 'src/add.js': healthy['src/add.js']!, 'src/add.test.js': skipped });
    const { code, stderr } = await audit(root, { args: ['--max-unproven', '100'] });
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr: expect.stringContaining('no test runs: all of them are skipped'),
    });
  });
});
