import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Audit } from '../../src/model/audit.ts';
import { reporterVariables, writeMochaReporter } from '../../src/reproduce/mocha-reporter.ts';

/** The Vitest versions an audited project may have. */
export type VitestMajor = 3 | 4 | 5;
export const vitestMajors: VitestMajor[] = [3, 4, 5];
/** Up to 4.0.6, Vitest 4 runs the files of a worker in another way. */
export type VitestVersion = VitestMajor | '4.0';

/** The Jest versions an audited project may have. */
export type JestMajor = 29 | 30;
export const jestMajors: JestMajor[] = [29, 30];

/** The Mocha versions an audited project may have. */
export type MochaMajor = 10 | 11 | 12;
export const mochaMajors: MochaMajor[] = [10, 11, 12];

/** The test runner that a project has installed. */
export type InstalledRunner = { vitest: VitestVersion } | { jest: JestMajor } | { mocha: MochaMajor };

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** Their names in this repository. */
export const packageOfVitest: Record<VitestVersion, string> = {
  3: 'vitest3',
  4: 'vitest4',
  5: 'vitest',
  '4.0': 'vitest40',
};
/** What the fixtures may import besides Vitest. */
const linkedPackages = [
  'vite',
  'jsdom',
  'happy-dom',
  'typescript',
  'react',
  'react-dom',
  '@testing-library/dom',
  '@testing-library/react',
];

/** Absolute path of a file in this repository. */
export const fromRoot = (...path: string[]): string => join(root, ...path);

/** Where the small projects are: one for each Vitest feature, and one for each way to a wrong verdict. */
export type FixtureKind = 'features' | 'trust' | 'jest' | 'mocha' | 'others';
const fixtureRoots: Record<FixtureKind, string> = {
  features: fromRoot('test', 'fixtures'),
  trust: fromRoot('test', 'cases', 'trust'),
  jest: fromRoot('test', 'cases', 'jest'),
  mocha: fromRoot('test', 'cases', 'mocha'),
  others: fromRoot('test', 'cases'),
};

/** The names of the fixtures of a kind that come with an `expected.json`. */
export function fixtureNames(kind: FixtureKind): string[] {
  return globSync('*/expected.json', { cwd: fixtureRoots[kind] }).map(dirname).sort();
}

/** Folder of the fixture; no two have the same name. */
export function fixtureFolder(name: string): string {
  const folder = Object.values(fixtureRoots)
    .map((root) => join(root, name))
    .find((path) => existsSync(path));
  if (folder === undefined) throw new Error(`no fixture ${name}`);
  return folder;
}

export interface Ran {
  /** The exit code; `null` if a signal or the time limit ended it. */
  code: number | null;
  stdout: string;
  stderr: string;
}

interface RunOptions {
  env?: Record<string, string>;
  /** In milliseconds, default ten minutes. */
  timeout?: number;
  /** In a namespace in which it sees no process but its own (Linux). */
  ownProcesses?: boolean;
}

/** Reading the types of the DOM is a fifth of the time that the audit of a small project takes. */
export const tsconfigWithoutDom = JSON.stringify({ compilerOptions: { lib: ['esnext'], types: [] } });

/**
 * Copies the fixture of that name into a temporary folder as a project that has the given test runner installed,
 * calls `use` with its path and removes it.
 */
export async function withProject<T>(
  fixtureName: string,
  runner: InstalledRunner,
  use: (cwd: string) => Promise<T>,
): Promise<T> {
  // Real path, because macOS hands out a symbolic link and tools answer with the real one.
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'realcov-test-')));
  try {
    const cwd = join(folder, fixtureName);
    cpSync(fixtureFolder(fixtureName), cwd, { recursive: true, verbatimSymlinks: true });
    linkPackages(cwd, runner);
    if (!existsSync(join(cwd, 'tsconfig.json')))
      writeFileSync(join(cwd, 'tsconfig.json'), tsconfigWithoutDom);
    return await use(cwd);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function linkPackages(cwd: string, runner: InstalledRunner): void {
  if ('jest' in runner) {
    linkJest(cwd, runner.jest);
    return;
  }
  if ('mocha' in runner) {
    linkMocha(cwd, runner.mocha);
    return;
  }
  link(cwd, 'vitest', fromRoot('node_modules', packageOfVitest[runner.vitest]));
  for (const name of linkedPackages) link(cwd, name, fromRoot('node_modules', name));
  for (const folder of globSync('packages/*', { cwd })) {
    link(cwd, packageName(join(cwd, folder)), join(cwd, folder));
  }
  // Real folders, as an installed package is: Vitest leaves them to Node.
  for (const folder of globSync('installed/*', { cwd })) {
    cpSync(join(cwd, folder), join(cwd, 'node_modules', packageName(join(cwd, folder))), { recursive: true });
  }
}

/** What a project with Jest may need: its names there and in this repository. */
function linkJest(cwd: string, major: JestMajor): void {
  const version = major === 30 ? '' : String(major);
  for (const name of ['jest', 'jest-environment-jsdom'])
    link(cwd, name, fromRoot('node_modules', `${name}${version}`));
  for (const name of [
    '@swc/jest',
    '@swc/core',
    'react',
    'react-dom',
    '@testing-library/dom',
    '@testing-library/react',
  ])
    link(cwd, name, fromRoot('node_modules', name));
  copyTsJest(cwd);
}

/** What a project with Mocha may need. */
function linkMocha(cwd: string, major: MochaMajor): void {
  link(cwd, 'mocha', fromRoot('node_modules', `mocha${major === 11 ? '' : major}`));
  for (const name of [
    'chai',
    'sinon',
    'expect',
    'jest-mock',
    'tsx',
    'ts-node',
    'esbuild',
    'esbuild-register',
  ])
    link(cwd, name, fromRoot('node_modules', name));
  for (const name of ['core', 'register', 'preset-env', 'preset-typescript'])
    link(cwd, `@babel/${name}`, fromRoot('node_modules', '@babel', name));
  copyTypeScript(cwd);
}

/** It looks for TypeScript from where it is, and wants one that has a compiler to call: that of ts-morph has. */
function copyTsJest(cwd: string): void {
  const from = fromRoot('node_modules', 'ts-jest');
  cpSync(from, join(cwd, 'node_modules', 'ts-jest'), { recursive: true });
  const { dependencies } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  for (const name of [...Object.keys(dependencies), 'jest-util', '@jest/transform']) {
    const target = fromRoot('node_modules', name);
    if (existsSync(target) && !existsSync(join(cwd, 'node_modules', name))) link(cwd, name, target);
  }
  copyTypeScript(cwd);
}

/** Of a version that has a compiler to call. */
function copyTypeScript(cwd: string): void {
  const compiler = fromRoot('node_modules', '@ts-morph', 'common', 'dist', 'typescript.js');
  const folder = join(cwd, 'node_modules', 'typescript');
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'typescript', version: '6.0.2' }));
  writeFileSync(join(folder, 'index.js'), `module.exports = require(${JSON.stringify(compiler)});`);
}

function link(cwd: string, name: string, target: string): void {
  const path = join(cwd, 'node_modules', name);
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path, 'junction');
}

function packageName(folder: string): string {
  return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name: string }).name;
}

/** Runs realcov on a project: its source, or the built package where `REALCOV_TEST_DIST` is set. */
export function runRealcov(cwd: string, args: string[], options: RunOptions = {}): Promise<Ran> {
  return runNode(cwd, [cliFile(), ...args], options);
}

/** The entry of the command that is tested. */
export function cliFile(): string {
  return join(packageRoot(), 'src', process.env.REALCOV_TEST_DIST ? 'cli.js' : 'cli.ts');
}

/** The folder of the code that is tested. */
export function packageRoot(): string {
  return process.env.REALCOV_TEST_DIST ? fromRoot('dist') : root;
}

/** Runs the project's own test runner once over the whole suite, as its users would, and writes a report in Jest's form. */
export function runSuite(
  cwd: string,
  runner: InstalledRunner,
  report: string,
  options: RunOptions = {},
): Promise<Ran> {
  if ('vitest' in runner) return runVitest(cwd, ['--reporter=json', `--outputFile=${report}`], options);
  if ('mocha' in runner) return runMocha(cwd, report, options);
  const { resolve } = createRequire(join(cwd, 'package.json'));
  const jest = join(dirname(resolve('jest/package.json')), 'bin', 'jest.js');
  const { scripts } = JSON.parse(readFileSync(join(cwd, 'package.json'), 'utf8')) as {
    scripts: { test: string };
  };
  const words = scripts.test.split(' ');
  const given = words.filter((word) => /^[A-Z_]+=/.test(word)).map((word) => word.split('='));
  const args = words.slice(words.findIndex((word) => /jest(\.js)?$/.test(word)) + 1);
  const flags = words.filter((word) => word.startsWith('--experimental'));
  const own = ['--ci', '--bail=0', `--cacheDirectory=${join(dirname(report), 'jest-cache')}`];
  return runNode(cwd, [...flags, jest, ...args, ...own, '--json', `--outputFile=${report}`], {
    ...options,
    env: { ...Object.fromEntries(given), ...options.env },
  });
}

function runMocha(cwd: string, report: string, options: RunOptions): Promise<Ran> {
  const { resolve } = createRequire(join(cwd, 'package.json'));
  const command = join(dirname(resolve('mocha/package.json')), 'bin', 'mocha.js');
  const { scripts } = JSON.parse(readFileSync(join(cwd, 'package.json'), 'utf8')) as {
    scripts: { test: string };
  };
  const words = scripts.test.split(' ');
  const given = words.filter((word) => /^[A-Z_]+=/.test(word)).map((word) => word.split('='));
  const args = words.slice(words.findIndex((word) => /mocha(\.js)?$/.test(word)) + 1);
  const reporter = writeMochaReporter(dirname(report));
  return runNode(cwd, [command, ...args, `--reporter=${reporter}`], {
    ...options,
    env: { ...Object.fromEntries(given), ...reporterVariables(report, undefined), ...options.env },
  });
}

/** Runs the project's own Vitest once over the whole suite, as its users would. */
export function runVitest(cwd: string, args: string[] = [], options: RunOptions = {}): Promise<Ran> {
  const { resolve } = createRequire(join(cwd, 'package.json'));
  return runNode(cwd, [join(dirname(resolve('vitest/package.json')), 'vitest.mjs'), 'run', ...args], options);
}

export function runNode(
  cwd: string,
  args: string[],
  { env = {}, timeout = 600_000, ownProcesses = false }: RunOptions = {},
): Promise<Ran> {
  const namespace = ownProcesses ? ['unshare', '-rpf', '--mount-proc', '--kill-child'] : [];
  const [command = '', ...rest] = [...namespace, process.execPath, ...args];
  return new Promise((resolve) => {
    // In a group of its own, so that the workers end with it: one in an endless loop hears nothing else.
    const child = spawn(command, rest, {
      cwd,
      detached: process.platform !== 'win32',
      env: { ...cleanEnvironment(), ...env },
    });
    const end = (signal: NodeJS.Signals) => endGroup(child, signal);
    const stop = () => end('SIGKILL');
    const limit = setTimeout(() => {
      end('SIGTERM');
      setTimeout(stop, 2_000);
    }, timeout);
    process.once('exit', stop);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('close', (code) => {
      clearTimeout(limit);
      process.off('exit', stop);
      resolve({ code, stdout, stderr });
    });
  });
}

function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    process.kill(process.platform === 'win32' ? child.pid! : -child.pid!, signal);
  } catch {
    // It has ended.
  }
}

/** The environment without what the Vitest around this test has put into it, and what a platform has. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const own =
    /^(VITEST|TEST$|NODE_ENV$|MODE$|PROD$|DEV$|SSR$|BASE_URL$|FORCE_COLOR$|GITHUB_|GITLAB_CI$|CI_JOB_URL$)/;
  const kept = Object.entries(process.env).filter(([name]) => !own.test(name));
  // So that nothing is kept in the cache folder of whoever runs the tests.
  return { ...Object.fromEntries(kept), NO_COLOR: '1', REALCOV_STATE_KEY: 'of the tests alone'.repeat(2) };
}

/** The audit that realcov wrote into the project last: of the whole project, or of a part. */
export function readAudit(cwd: string, outDir = join('reports', 'realcov')): Audit {
  const [last] = [outDir, join(outDir, 'part')]
    .map((folder) => join(cwd, folder, 'audit.json'))
    .filter((file) => existsSync(file))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  return JSON.parse(readFileSync(last ?? join(cwd, outDir, 'audit.json'), 'utf8')) as Audit;
}

/**
 * The content hash of every file below a folder by its path with `/`, for finding out what a run changed.
 * `node_modules` counts as far as it is the project's own; linked packages are left out.
 */
export function hashTree(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const hashes = files.map((entry) => {
    const path = join(entry.parentPath, entry.name);
    const hash = createHash('sha256').update(readFileSync(path)).digest('hex');
    return [relative(folder, path).split(sep).join('/'), hash] as const;
  });
  return Object.fromEntries(hashes.sort(([a], [b]) => (a < b ? -1 : 1)));
}
