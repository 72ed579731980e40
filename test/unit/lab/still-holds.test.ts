import { expect, test } from 'vitest';
import type { Inputs } from '../../../src/lab/resume/inputs.ts';
import type { Entry } from '../../../src/lab/resume/ledger.ts';
import { whatStillHolds } from '../../../src/lab/resume/still-holds.ts';

const inputs = (a: string): Inputs => ({
  base: 'base',
  modules: { 'src/a.ts': a, 'a.test.ts': '1', 'b.test.ts': '1', 'c.test.ts': '1' },
  state: [],
});
const tests = ['a', 'b', 'c'].map((name) => ({
  project: '',
  path: `/p/${name}.test.ts`,
  environment: 'node',
}));
const entryOf = (file: string, loaded: string[]): Entry => ({
  file,
  lines: [{ kind: 'dry-file', hits: {}, ms: 1, steps: 1, tests: 1, loaded }],
  done: true,
});
// `c` imports the source only where a break makes it.
const entries = new Map([
  ['1', entryOf('a.test.ts', ['a.test.ts', 'src/a.ts'])],
  ['2', entryOf('b.test.ts', ['b.test.ts'])],
  ['3', entryOf('c.test.ts', ['c.test.ts'])],
]);

interface Setting {
  support?: string[];
  imports?: Record<string, string[]>;
  hasGlobalSetup?: boolean;
  changed?: Partial<Inputs>;
}

async function holding({ support = [], imports, hasGlobalSetup = false, changed = {} }: Setting = {}) {
  const lab = {
    hasGlobalSetup,
    roles: { tests: [], others: [], support, unrunnable: [] },
    related: async () => [tests[0]!, tests[2]!],
    imports: async (files: string[]) => imports ?? Object.fromEntries(files.map((file) => [file, []])),
  };
  const header = { inputs: inputs('1'), pid: 1, host: '', started: '' };
  const found = { header, entries, last: '', foreign: false };
  const now = {
    root: '/p',
    inputs: { ...inputs('2'), ...changed },
    tests,
    keys: new Map([['src/a.ts', 'ka']]),
  };
  const standing = await whatStillHolds(lab, found, now);
  return standing && [...entries].filter(([, entry]) => standing.holds(entry)).map(([job]) => job);
}

test('the results of test files hold that have nothing to do with what changed', async () => {
  expect(await holding()).toEqual(['2']);
  expect(await holding({ changed: { modules: { ...inputs('1').modules, 'b.test.ts': '2' } } })).toEqual([]);
});

test('none does where what changed may matter to all, or where nobody can say', async () => {
  const config = '/p/vitest.config.ts';
  const lib = '/p/lib.ts';
  const known = { [config]: [lib], [lib]: [], '/p/a.test.ts': [] };
  expect(await holding({ support: [config], imports: known })).toEqual(['2']);
  expect(await holding({ support: [config], imports: { ...known, '/p/src/a.ts': [] } })).toBeUndefined();
  expect(await holding({ imports: {} })).toBeUndefined();
  expect(await holding({ hasGlobalSetup: true })).toBeUndefined();
  expect(await holding({ changed: { base: 'other' } })).toBeUndefined();
});
