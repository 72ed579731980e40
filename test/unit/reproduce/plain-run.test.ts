import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runPlain } from '../../../src/reproduce/plain-run.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'plain-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** What runs in place of Vitest. */
function runProgram(code: string | ((report: string) => string)) {
  const launch = (report: string) => ({
    prefix: [],
    args: ['-e', typeof code === 'string' ? code : code(report)],
    env: (env: NodeJS.ProcessEnv) => env,
  });
  return runPlain({ files: [] }, { root, launch, limitMs: 600_000, inPlace: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('a run is over with all that it started, which may hold its output open', async () => {
  await runProgram(`
    const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
      stdio: 'inherit',
    });
    require('node:fs').writeFileSync('pid', String(child.pid));
    process.exit(0);
  `);
  const pid = Number(readFileSync(join(root, 'pid'), 'utf8'));
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), 60_000);
});

test('failures have the names that tests have in an audit, where several of a file have the same name', async () => {
  const result = (title: string, status: string) => ({ status, ancestorTitles: ['sum'], title });
  const report = {
    testResults: [
      {
        name: join(root, 'a.test.ts'),
        status: 'failed',
        message: '',
        assertionResults: [
          result('adds', 'passed'),
          result('adds', 'skipped'),
          { ...result('adds', 'failed'), failureMessages: ['no\nat a'] },
          result('other', 'failed'),
        ],
      },
      {
        name: join(root, 'b.test.ts'),
        status: 'failed',
        message: '',
        assertionResults: [result('adds', 'failed')],
      },
    ],
  };
  const { failures } = await runProgram((file) => {
    const write = `require('node:fs').writeFileSync(${JSON.stringify(file)}, ${JSON.stringify(JSON.stringify(report))})`;
    return `${write}; process.exitCode = 1;`;
  });
  expect(failures.map(({ file, test: name, message }) => `${file} ${name} ${message}`)).toEqual([
    'a.test.ts sum > adds #3 no',
    'a.test.ts sum > other ',
    'b.test.ts sum > adds ',
  ]);
});
