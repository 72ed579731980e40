import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { progressText, type Ran, type RunRequest, runCommand } from '../../../src/mcp/run.ts';
import { isAlive } from '../../../src/system/processes.ts';
import { tempProject } from '../../helpers/temp-project.ts';

const never = new AbortController().signal;

/** Runs a program of these lines in an empty project. */
function start(
  lines: string[],
  more: Partial<RunRequest> = {},
): { root: string; told: string[]; ran: Promise<Ran> } {
  const root = tempProject({ 'package.json': '{}', 'program.mjs': lines.join('\n') });
  const told: string[] = [];
  const request: RunRequest = {
    root,
    args: ['--', 'a b'],
    signal: never,
    tell: (message) => told.push(message),
    label: 'starting',
    program: join(root, 'program.mjs'),
    ...more,
  };
  return { root, told, ran: runCommand(request) };
}

/** Starts a process that lasts, and writes its own number and that of the process into a file. */
const withChild = [
  "import { spawn } from 'node:child_process';",
  "import { renameSync, writeFileSync } from 'node:fs';",
  "const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });",
  "writeFileSync('pids.new', JSON.stringify([process.pid, child.pid]));",
  "renameSync('pids.new', 'pids');",
  'setInterval(() => {}, 1000);',
];
const pidsIn = (root: string): Promise<number[]> =>
  vi.waitFor(() => JSON.parse(readFileSync(join(root, 'pids'), 'utf8')), { timeout: 60_000 });

test('what a command says and how it ends is told', async () => {
  const { ran, told } = start([
    "process.stdout.write(process.argv.slice(2).join('|') + process.cwd().length);",
    "process.stderr.write('no');",
    'process.exitCode = 3;',
  ]);
  expect(await ran).toEqual({ code: 3, stdout: expect.stringMatching(/^--\|a b\d+$/), stderr: 'no' });
  expect(told).toEqual(['starting']);
});

test('how far it is comes from what it notes in the project', async () => {
  const { ran, told, root } = start([
    "import { existsSync, mkdirSync, writeFileSync } from 'node:fs';",
    "mkdirSync('.realcov/live', { recursive: true });",
    'const at = new Date().toISOString();',
    "const note = { pid: process.pid, started: at, at, phase: 'mutants', done: 4, total: 9 };",
    "writeFileSync('.realcov/live/progress.json', JSON.stringify(note));",
    "setInterval(() => existsSync('seen') && process.exit(), 20);",
  ]);
  await vi.waitFor(() => expect(told).toEqual(['starting', 'running breaks 4/9']), { timeout: 60_000 });
  writeFileSync(join(root, 'seen'), '');
  expect((await ran).code).toBe(0);
});

test('what another command notes there is not told', () => {
  const at = new Date().toISOString();
  const note = { pid: process.pid, started: at, at, phase: 'dry-run', done: 1 };
  const root = tempProject({ '.realcov/live/progress.json': JSON.stringify(note) });
  expect(progressText(root, process.pid)).toBe('clean runs 1');
  expect(progressText(root, process.pid + 1)).toBeUndefined();
});

describe('a command that nobody waits for any more', () => {
  test('is asked to stop, and does so in its own time', async () => {
    const stop = new AbortController();
    const lines = [
      "import { writeFileSync } from 'node:fs';",
      "process.on('SIGTERM', () => { process.stdout.write('stopped'); process.exit(4); });",
      "writeFileSync('ready', '');",
      'setInterval(() => {}, 1000);',
    ];
    const { ran, root } = start(lines, { signal: stop.signal });
    await vi.waitFor(() => expect(existsSync(join(root, 'ready'))).toBe(true), { timeout: 60_000 });
    stop.abort();
    expect(await ran).toEqual({ code: 4, stdout: 'stopped', stderr: '' });
  });

  test('is killed with what it has started if it does not hear', async () => {
    const stop = new AbortController();
    const deaf = ["process.on('SIGTERM', () => {});", ...withChild];
    const { ran, root } = start(deaf, { signal: stop.signal, patience: 1 });
    const pids = await pidsIn(root);
    stop.abort();
    expect((await ran).code).toBeUndefined();
    await vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), { timeout: 60_000 });
  });

  test('is not started if that is known before', async () => {
    await expect(
      start(["throw new Error('started');"], { signal: AbortSignal.abort(new Error('no')) }).ran,
    ).rejects.toThrow('no');
  });
});
