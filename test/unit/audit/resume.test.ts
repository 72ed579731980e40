import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Breaks } from '../../../src/audit/breaks.ts';
import { Notices } from '../../../src/audit/notices.ts';
import { openLedger } from '../../../src/audit/resume.ts';
import type { TestFile } from '../../../src/lab/lab.ts';
import type { Notice } from '../../../src/model/audit.ts';
import { resolveOptions } from '../../../src/options/resolve.ts';
import { git, tempProject } from '../../helpers/temp-project.ts';

const key = { REALCOV_STATE_KEY: 'a secret of the CI of this project' };

const lab = {
  hasGlobalSetup: false,
  roles: { tests: [], others: [], support: [], unrunnable: [] },
  related: async (_sources: string[]): Promise<TestFile[]> => [],
  imports: async () => ({}),
};

function breaksOf(root: string): Breaks {
  const runner = { name: 'vitest' as const, version: '5.0.0', folder: root };
  const project = { root, name: 'shop', runner, files: [], functionName: undefined, change: undefined };
  return {
    project: { ...project, places: {}, notices: [] },
    all: [],
    files: [],
    sources: undefined,
    unchanged: false,
  };
}

async function open(root: string, input: object = {}, env: NodeJS.ProcessEnv = key) {
  const said: Notice[] = [];
  const events = { phase() {}, advance() {}, notice: (notice: Notice) => said.push(notice) };
  const notices = new Notices(events);
  const options = await resolveOptions({ ...input, cwd: root });
  const surroundings = { env, platform: process.platform };
  const ledger = await openLedger(lab, options, breaksOf(root), [], [], notices, surroundings);
  const goesOn = ledger.since !== undefined;
  ledger.close();
  return { goesOn, said: said.map(({ kind, message }) => `${kind}: ${message}`) };
}

async function interrupted(files: Record<string, string> = {}): Promise<string> {
  const root = tempProject({ 'package.json': '{ "name": "shop" }', ...files });
  const options = await resolveOptions({ cwd: root });
  const notices = new Notices({ phase() {}, advance() {}, notice() {} });
  const surroundings = { env: key, platform: process.platform };
  const ledger = await openLedger(lab, options, breaksOf(root), [], [], notices, surroundings);
  ledger.done('a', 'a.test.ts');
  ledger.close();
  return root;
}

const ledgerIn = (root: string): string => join(root, '.realcov', 'run', 'ledger.jsonl');

test('an interrupted audit is gone on with, unless --no-resume says otherwise', async () => {
  expect(await open(await interrupted())).toEqual({ goesOn: true, said: [] });
  expect(await open(await interrupted(), { resume: false })).toEqual({ goesOn: false, said: [] });
});

test('an audit that goes on has Vite read the sources: tests that are not run again do not', async () => {
  const root = await interrupted();
  const asked: string[][] = [];
  const options = await resolveOptions({ cwd: root });
  const notices = new Notices({ phase() {}, advance() {}, notice() {} });
  const related = async (sources: string[]) => {
    asked.push(sources);
    return [];
  };
  const watched = { ...lab, related };
  const breaks = breaksOf(root);
  const goOn = () => openLedger(watched, options, breaks, [], [], notices, { env: key, platform: 'linux' });
  (await goOn()).discard();
  expect(asked).toEqual([[]]);
  (await goOn()).close();
  expect(asked).toHaveLength(1);
});

test('what is kept says nothing of the folder that the project is in', async () => {
  const root = await interrupted();
  const options = await resolveOptions({ cwd: root });
  const notices = new Notices({ phase() {}, advance() {}, notice() {} });
  const tests = [{ project: '', path: join(root, 'a.test.ts'), environment: 'node' }];
  const state = ['head', `${join(root, 'a.test.ts')} 1 2 3`];
  const surroundings = { env: key, platform: process.platform };
  (await openLedger(lab, options, breaksOf(root), tests, state, notices, surroundings)).close();
  const kept = readFileSync(ledgerIn(root), 'utf8');
  expect(kept).toContain('"state":["head","a.test.ts 1 2 3"]');
  expect(kept).not.toContain(root);
});

test('one that --no-resume began anew is gone on with too', async () => {
  const root = await interrupted();
  const { goesOn } = await open(root, { resume: false });
  expect(goesOn).toBe(false);
  const options = await resolveOptions({ cwd: root, resume: false });
  const notices = new Notices({ phase() {}, advance() {}, notice() {} });
  const ledger = await openLedger(lab, options, breaksOf(root), [], [], notices, {
    env: key,
    platform: 'linux',
  });
  ledger.done('a', 'a.test.ts');
  ledger.close();
  expect((await open(root)).goesOn).toBe(true);
});

describe('under a gate in CI', () => {
  const gates = [{ minRealCoverage: 90 }, { maxTheater: 0 }, { failOn: ['hollow' as const] }];
  const unused =
    'not-resumable: the interrupted audit is not gone on with: under a gate in CI that takes --resume';

  test.each(gates)('no result of before is used: %j', async (gate) => {
    const env = { ...key, CI: 'true' };
    expect(await open(await interrupted(), gate, env)).toEqual({ goesOn: false, said: [unused] });
    expect(await open(await interrupted(), { ...gate, resume: true }, env)).toEqual({
      goesOn: true,
      said: [],
    });
    expect(await open(await interrupted(), gate, { ...key, CI: 'false' })).toEqual({
      goesOn: true,
      said: [],
    });
  });

  test('the configuration file does not ask for it', async () => {
    const root = await interrupted();
    writeFileSync(join(root, 'stryker.conf.json'), '{ "realcov": { "resume": true, "maxTheater": 0 } }');
    expect(await open(root, {}, { ...key, CI: '1' })).toEqual({ goesOn: false, said: [unused] });
  });

  test('without a gate they are', async () => {
    expect((await open(await interrupted(), {}, { ...key, CI: 'true' })).goesOn).toBe(true);
  });
});

test('what git tracks is neither believed nor touched', async () => {
  const root = await interrupted();
  git(root, 'init', '--quiet');
  git(root, 'add', '--force', '.realcov/run/ledger.jsonl');
  const before = readFileSync(ledgerIn(root), 'utf8');
  expect(await open(root)).toEqual({
    goesOn: false,
    said: [expect.stringContaining('git tracks .realcov/run/ledger.jsonl, so anybody may have written it')],
  });
  expect(readFileSync(ledgerIn(root), 'utf8')).toBe(before);
});

test('what another user or machine wrote is not believed, and that is said', async () => {
  const env = { REALCOV_STATE_KEY: 'a secret of the CI of another one' };
  expect(await open(await interrupted(), {}, env)).toEqual({
    goesOn: false,
    said: [expect.stringContaining('was not written by you on this machine, or was changed since')],
  });
});

test('where no key can be kept, nothing is kept, and that is said', async () => {
  const root = tempProject({ 'package.json': '{ "name": "shop" }', cache: 'a file' });
  expect(await open(root, {}, { XDG_CACHE_HOME: join(root, 'cache') })).toEqual({
    goesOn: false,
    said: [
      expect.stringMatching(
        /^not-resumable: this audit cannot be resumed: no key .+, or set REALCOV_STATE_KEY$/,
      ),
    ],
  });
  expect(existsSync(join(root, '.realcov'))).toBe(false);
});
