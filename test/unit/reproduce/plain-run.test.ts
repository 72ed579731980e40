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
function runProgram(code: string) {
  const launch = () => ({
    prefix: [],
    args: ['-e', code],
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
