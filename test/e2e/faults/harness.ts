import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, vi } from 'vitest';
import type { Audit, AuditedMutant } from '../../../src/model/audit.ts';
import {
  cleanEnvironment,
  cliFile,
  hashTree,
  packageOfVitest,
  readAudit,
  tsconfigWithoutDom,
  type VitestMajor,
} from '../../helpers/project.ts';
import { linkPackage, writeFiles } from '../../helpers/temp-project.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

/** A project with these files and the Vitest of that major version, in a folder that is removed in the end. */
export function project(files: Record<string, string>, major: VitestMajor = 5): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'realcov-faulty-')));
  folders.push(root);
  const usual = {
    'package.json': '{ "name": "faulty", "type": "module" }',
    'tsconfig.json': tsconfigWithoutDom,
  };
  writeFiles(root, { ...usual, ...files });
  linkPackage(root, 'vitest', packageOfVitest[major]);
  linkPackage(root, 'vite');
  return root;
}

/** A source with one function, and a suite for it that passes. */
export const healthy: Record<string, string> = {
  'src/add.js': 'export function add(a, b) {\n  return a + b;\n}\n',
  'src/add.test.js': [
    "import { expect, test } from 'vitest';",
    "import { add } from './add.js';",
    "test('adds', () => { expect(add(1, 2)).toBe(3); });",
    '',
  ].join('\n'),
};

/**
 * Something for each phase, and for two workers for a while: code at load, a memo that only a fresh load can tell, and
 * plain functions with tests that take so many milliseconds.
 */
export function busyProject(ms: number): Record<string, string> {
  const wait = `await new Promise((r) => setTimeout(r, ${ms}));`;
  return Object.fromEntries(
    [1, 2].flatMap((n) => [
      [
        `src/m${n}.js`,
        [
          `export const table = [1, 2, 3].map((x) => x + ${n});`,
          'let memo;',
          'export function once(n) {\n  memo ??= n * 2;\n  return memo;\n}',
          'export function clamp(n) {\n  if (n > 3) return 3;\n  return n < 0 ? 0 : n;\n}',
          '',
        ].join('\n'),
      ],
      [
        `src/m${n}.test.js`,
        [
          "import { expect, test } from 'vitest';",
          `import { clamp, once, table } from './m${n}.js';`,
          `test('table', () => { expect(table[0]).toBe(${n + 1}); });`,
          `test('once', async () => { ${wait} expect(once(2)).toBe(4); });`,
          `test('clamp', async () => { ${wait} expect(clamp(5)).toBe(3); expect(clamp(1)).toBe(1); });`,
          '',
        ].join('\n'),
      ],
    ]),
  );
}

export interface Running {
  child: ChildProcess;
  /** Resolves once stderr matches. */
  said(pattern: RegExp): Promise<void>;
  /** Its living descendants. */
  descendants(): Descendant[];
}

interface Descendant {
  pid: number;
  command: string;
}

interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
  /** What was written to the usual place, if anything was. */
  audit: Audit | undefined;
}

interface AuditRun {
  args?: string[];
  /** What happens to it while it runs. */
  during?(running: Running): Promise<unknown>;
  /** The user who runs it. */
  uid?: number;
}

/**
 * Runs `realcov audit`, and checks that whatever happened it left nothing behind: no process, nothing in the
 * temporary folder, and nothing in the project but its reports.
 */
export async function audit(root: string, { args = [], during, uid }: AuditRun = {}): Promise<Ended> {
  const temp = realpathSync(mkdtempSync(join(tmpdir(), 'rc-')));
  // Their own, as on a copy nobody writes to folders of others.
  if (uid !== undefined) chownSync(temp, uid, uid);
  const mark = randomUUID();
  const before = withoutLedger(withoutHistory(hashTree(root)));
  try {
    const child = spawn(process.execPath, [cliFile(), 'audit', ...args], {
      cwd: root,
      env: { ...cleanEnvironment(), TMPDIR: temp, HOME: temp, REALCOV_TEST_MARK: mark },
      ...(uid !== undefined && { uid, gid: uid }),
    });
    const said = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        said[name] += text;
      });
    }
    const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
    await during?.({
      child,
      said: (pattern) => until(() => pattern.test(said.stderr) || child.exitCode !== null),
      descendants: () => marked(mark).filter(({ pid }) => pid !== child.pid),
    });
    const [code, signal] = await ended;
    await vi.waitFor(() => expect(marked(mark), 'processes left behind').toEqual([]), 60_000);
    // Killed before anybody watched over it, it leaves a folder with a note of its owner, which the next audit removes.
    const isLeft = (name: string) => signal !== 'SIGKILL' || !hasOwner(temp, name);
    await vi.waitFor(() => expect(leftIn(temp).filter(isLeft), 'files left behind').toEqual([]), 60_000);
    const report = readReport(root);
    // What an interrupted audit knew is kept for the next one, and only then.
    const isInterrupted = signal !== null || report?.complete === false;
    const all = withoutHistory(hashTree(root));
    const left = isInterrupted ? withoutLedger(all) : all;
    expect(outsideReports(left), 'the project').toEqual(outsideReports(before));
    return { code, signal, ...said, audit: report };
  } finally {
    rmSync(temp, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Where an interrupted audit keeps what it knew. */
export const ledgerFile = '.realcov/run/ledger.jsonl';

function withoutLedger(hashes: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(hashes).filter(([file]) => !/^\.realcov\/(run|live)\//.test(file)),
  );
}

function withoutHistory(hashes: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(hashes).filter(([file]) => file !== '.realcov/history.jsonl'));
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await wait(5);
}

/** Processes that inherited the mark; none where the system does not tell. */
export function marked(mark: string): Descendant[] {
  if (!existsSync('/proc/self/environ')) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => readOrNothing(`/proc/${pid}/environ`).includes(mark))
    .map((pid) => ({
      pid: Number(pid),
      command: readOrNothing(`/proc/${pid}/cmdline`).replaceAll('\0', ' '),
    }));
}

function readOrNothing(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Node's cache of compiled modules stays, and what Vite keeps in the home of a user. */
function leftIn(temp: string): string[] {
  return readdirSync(temp).filter(
    (name) => !['node-compile-cache', '.local', '.config', '.cache'].includes(name),
  );
}

function hasOwner(temp: string, name: string): boolean {
  return name.endsWith('.owner') || existsSync(join(temp, `${name}.owner`));
}

/** Vite itself leaves its bundled configuration behind when that ends the process. */
function outsideReports(hashes: Record<string, string>): Record<string, string> {
  const known = /^(reports|node_modules\/\.vite-temp)\//;
  return Object.fromEntries(Object.entries(hashes).filter(([file]) => !known.test(file)));
}

function readReport(root: string): Audit | undefined {
  const files = ['', 'part'].map((folder) => join(root, 'reports', 'realcov', folder, 'audit.json'));
  return files.some((file) => existsSync(file)) ? readAudit(root) : undefined;
}

/** The one mutant of a mutator, by its replacement if there are several. */
export function mutantOf(
  report: Audit | undefined,
  file: string,
  mutator: string,
  replacement?: string,
): AuditedMutant {
  const found = report?.mutants.filter(
    (mutant) =>
      mutant.file === file &&
      mutant.mutator === mutator &&
      (replacement ?? mutant.replacement) === mutant.replacement,
  );
  expect(found, `${mutator} in ${file}`).toHaveLength(1);
  return found![0]!;
}
