import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { DryFile, DryTest, Inputs, JournalLine, PairRow } from '../../../../src/lab/protocol.ts';
import { PresentState } from '../../../../src/lab/rows/present-state.ts';
import { clearRows, RowStore, rowFilesIn } from '../../../../src/lab/rows/row-store.ts';
import { tempProject, writeFiles } from '../../../helpers/temp-project.ts';

const files = {
  'a.test.ts': "import './src/a.ts';",
  'src/a.ts': 'export const a = 1;',
  'data.json': '1',
};
const file = 'a.test.ts';
const row: PairRow = {
  kind: 'pair',
  test: 'adds\nover two lines',
  mutant: 'm1',
  outcome: 'killed',
  error: 'expected 1',
};
const name = `allowed\nm1\nw\n${row.test}`;

function cleanLines({ ofTest, ofFile }: { ofTest?: Inputs; ofFile?: Inputs } = {}): JournalLine[] {
  const test: DryTest = {
    kind: 'dry-test',
    test: row.test,
    line: 1,
    state: 'pass',
    ms: 1,
    steps: 1,
    hits: { ka: [1] },
    ...(ofTest && { inputs: ofTest }),
  };
  const whole: DryFile = {
    kind: 'dry-file',
    hits: {},
    ms: 1,
    steps: 1,
    tests: 1,
    loaded: [file, 'src/a.ts'],
    ...(ofFile && { inputs: ofFile }),
  };
  return [test, whole];
}

interface Now {
  base?: string;
  key?: string;
  since?: number;
  made?: string;
}

function storeIn(
  root: string,
  { base = 'base', key = 'key', since = Number.POSITIVE_INFINITY, made = 'a' }: Now = {},
) {
  const state = new PresentState(root, Object.keys(files), new Map([['src/a.ts', made]]));
  const pathOf = (each: string) => (each === 'ka' ? 'src/a.ts' : undefined);
  return new RowStore({ folder: join(root, '.cache'), key: Buffer.from(key), base, state, since, pathOf });
}

/** A project of which one result is kept. */
function kept(clean = cleanLines(), own: PairRow = row): string {
  const root = tempProject(files);
  keepIn(root, clean, own);
  return root;
}

function keepIn(root: string, clean = cleanLines(), own: PairRow = row, now: Now = {}) {
  const store = storeIn(root, now);
  const fresh = store.newRowsOf('', file);
  fresh.clean.push(...clean);
  fresh.tests = [row.test];
  fresh.pairs.set(name, own);
  fresh.jobs.set('job', clean);
  return store.save();
}

const known = (root: string, now?: Now) => storeIn(root, now).rowsOf('', file)?.pairs.get(name);

describe('a result is known again', () => {
  test('as it was, in another process', () => {
    const root = kept();
    const rows = storeIn(root).rowsOf('', file);
    expect(rows?.pairs.get(name)).toEqual(row);
    expect(rows?.tests).toEqual([row.test]);
    expect(rows?.jobs.get('job')).toEqual(cleanLines());
  });

  test('after a change was taken back', () => {
    const root = kept();
    writeFiles(root, { 'src/a.ts': 'export const a = 2;' });
    expect(known(root)).toBeUndefined();
    keepIn(root, cleanLines(), { ...row, outcome: 'survived' });
    writeFiles(root, files);
    expect(known(root)).toEqual(row);
  });

  test('beside those of later audits', () => {
    const root = kept();
    const store = storeIn(root);
    store.newRowsOf('', file).pairs.set('allowed\nm2\n\nadds', { ...row, mutant: 'm2', test: 'adds' });
    store.save();
    expect([...storeIn(root).rowsOf('', file)!.pairs.keys()]).toEqual([name, 'allowed\nm2\n\nadds']);
  });
});

describe('no result is known', () => {
  test.each<[string, Record<string, string>, Inputs?]>([
    ['a loaded module', { 'src/a.ts': 'export const a = 2;' }],
    ['the test file', { 'a.test.ts': '' }],
    ['a file that was read', { 'data.json': '2' }, { reads: ['data.json'], untracked: [] }],
    ['a file that was not there', { 'new.json': '2' }, { reads: ['new.json'], untracked: [] }],
    ['a folder that was listed', { 'data/new.json': '2' }, { reads: ['data/'], untracked: [] }],
  ])('after a change of %s', (_, change, inputs) => {
    const root = kept(cleanLines(inputs && { ofTest: inputs }));
    expect(known(root)).toEqual(row);
    writeFiles(root, change);
    expect(known(root)).toBeUndefined();
  });

  test.each<[string, Now]>([
    ['what all depend on is another', { base: 'other' }],
    ['other breaks are made of a source', { made: 'b' }],
    ['somebody else has written it', { key: 'mine' }],
  ])('where %s', (_, now) => {
    expect(known(kept(), now)).toBeUndefined();
  });

  test('of another project that runs the same file', () => {
    expect(storeIn(kept()).rowsOf('browser', file)).toBeUndefined();
  });

  test('where a file changed while the audit ran', () => {
    const root = tempProject(files);
    keepIn(root, cleanLines(), row, { since: Date.now() - 60_000 });
    expect(known(root)).toBeUndefined();
  });

  test('where the file is damaged, or of another version', () => {
    const root = kept();
    const folder = join(
      root,
      '.cache',
      readdirSync(join(root, '.cache')).find((each) => !each.startsWith('.'))!,
    );
    const path = join(folder, readdirSync(folder)[0]!);
    const whole = readFileSync(path);
    for (const content of [
      whole.subarray(0, 40),
      Buffer.concat([whole, Buffer.from('x')]),
      gzipSync('{}'),
      Buffer.from(''),
    ]) {
      writeFileSync(path, content);
      expect(known(root)).toBeUndefined();
    }
    appendFileSync(path, 'x');
    expect(known(root)).toBeUndefined();
  });
});

describe('no result is kept', () => {
  test('of a file that depends on what nobody can compare', () => {
    const clean = cleanLines({ ofFile: { reads: [], untracked: ['network'] } });
    const root = tempProject(files);
    expect(keepIn(root, clean)).toEqual([{ file, whole: true, why: ['network'] }]);
    expect(known(root)).toBeUndefined();
  });

  test('of a test that asks for the time, and no run of the whole file', () => {
    const clean = cleanLines({ ofTest: { reads: [], untracked: ['clock'] } });
    const root = tempProject(files);
    expect(keepIn(root, clean)).toEqual([{ file, whole: false, why: ['clock'] }]);
    expect(storeIn(root).rowsOf('', file)).toBeUndefined();
  });

  test.each<[string, Inputs]>([
    ['reads what the clean run does not', { reads: ['other.json'], untracked: [] }],
    ['asks for the time', { reads: [], untracked: ['clock'] }],
  ])('of a break that %s', (_, inputs) => {
    const root = kept(cleanLines(), { ...row, inputs });
    expect(known(root)).toBeUndefined();
  });

  test('where the file starts programs, or loads what is no file', () => {
    const touches = { touched: [], made: [], removed: [], commands: [], signals: [] };
    const clean = cleanLines();
    const programs = keepIn(tempProject(files), [...clean, { kind: 'touches', touches, unseen: true }]);
    expect(programs).toEqual([{ file, whole: true, why: ['programs'] }]);
    const modules = keepIn(tempProject(files), [clean[0]!, { ...(clean[1] as DryFile), loaded: ['*'] }]);
    expect(modules).toEqual([{ file, whole: true, why: ['modules'] }]);
  });
});

test.each([
  ['is the same', row, 0],
  ['is another one', { ...row, outcome: 'survived' } as PairRow, 1],
])('a result that is withheld is found again, and %s', (_, again, wrong) => {
  const store = storeIn(kept());
  store.withhold(1, [{ project: '', file }], 0);
  expect(store.rowsOf('', file)?.pairs.get(name)).toBeUndefined();
  expect(store.verified.again).toBe(0);
  store.newRowsOf('', file).pairs.set(name, again);
  expect(store.verified.again).toBe(1);
  expect(store.verified.wrong).toHaveLength(wrong);
});

test('of many states of a file, the newest are kept', () => {
  const root = tempProject(files);
  for (let state = 0; state < 9; state++) {
    writeFiles(root, { 'src/a.ts': `export const a = ${state};` });
    keepIn(root);
  }
  expect(known(root)).toEqual(row);
  const folder = readdirSync(join(root, '.cache')).find((each) => !each.startsWith('.'))!;
  expect(readdirSync(join(root, '.cache', folder))).toHaveLength(6);
});

test('what is deleted is only what was kept, as a configuration may name any folder', () => {
  const root = kept();
  const folder = join(root, '.cache');
  const [id = ''] = [...rowFilesIn(folder).keys()].map((place) => relative(folder, place));
  writeFiles(root, {
    '.cache/notes.txt': 'mine',
    '.cache/src/a.rows': 'mine',
    [`.cache/${id}/mine.txt`]: 'mine',
  });
  expect([...rowFilesIn(folder).values()].flat()).toHaveLength(1);
  clearRows(folder);
  expect(rowFilesIn(folder).size).toBe(0);
  expect(known(root)).toBeUndefined();
  for (const name of ['notes.txt', 'src/a.rows', `${id}/mine.txt`])
    expect(readFileSync(join(folder, name), 'utf8')).toBe('mine');
});
