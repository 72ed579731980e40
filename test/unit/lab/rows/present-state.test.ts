import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PresentState } from '../../../../src/lab/rows/present-state.ts';
import { tempProject, writeFiles } from '../../../helpers/temp-project.ts';

const files = {
  'src/a.ts': "import { b } from './b';\nimport lib from 'lib';\nimport './deep';\nexport const a = b + lib;",
  'src/b.ts': 'export const b = 1;',
  'src/deep/index.ts': 'export {};',
  'data/rates.json': '{"eur":1}',
};

/** The state of a file before and after something is done to the project. */
function around(name: string, change: Record<string, string>, made: [string, string][] = []) {
  const root = tempProject(files);
  const stateOf = (all: string[], hashes: [string, string][] = []) =>
    new PresentState(root, all, new Map(hashes)).of(name);
  const before = stateOf(Object.keys(files));
  writeFiles(root, change);
  return { before, after: stateOf([...new Set([...Object.keys(files), ...Object.keys(change)])], made) };
}

describe('the state of a module is another one', () => {
  test.each<[string, Record<string, string>]>([
    ['its text is', { 'src/a.ts': 'export const a = 2;' }],
    ['a file now comes before the one it imports', { 'src/b.js': '' }],
    ['a folder of that name appears', { 'src/b/index.ts': '' }],
    ['there is now another file where an alias may lead', { 'lib/b.ts': '' }],
    ['a file is named like a package that it imports', { 'src/lib.ts': '' }],
    ['a package that it imports gets a mock', { '__mocks__/lib.ts': '' }],
    ['a file stands beside the folder that it imports', { 'src/deep.ts': '' }],
    ['another file may be loaded in its own place', { 'src/a.js': '' }],
  ])('where %s', (_, change) => {
    const { before, after } = around('src/a.ts', change);
    expect(after).not.toBe(before);
  });

  test('where something else is made of the same text', () => {
    const { before, after } = around('src/a.ts', {}, [['src/a.ts', 'other breaks']]);
    expect(after).not.toBe(before);
  });

  test('where it lists files, and any file is new', () => {
    const listing = { 'src/a.ts': "export const all = import.meta.glob('./pages/*.ts');" };
    const root = tempProject(listing);
    const stateOf = (all: string[]) => new PresentState(root, all, new Map()).of('src/a.ts');
    expect(stateOf(['src/a.ts', 'src/pages/new.ts'])).not.toBe(stateOf(['src/a.ts']));
  });
});

test('the state of a module is the same where files are new that it cannot import', () => {
  const { before, after } = around('src/a.ts', { 'src/other.ts': '', 'README.md': '', 'src/c.json': '{}' });
  expect(after).toBe(before);
});

test('the state of any other file is its content, and whether it is there at all', () => {
  const { before, after } = around('data/rates.json', { 'data/rates.json': '{"eur":2}' });
  expect(after).not.toBe(before);
  const root = tempProject(files);
  const stateOf = (name: string) => new PresentState(root, [], new Map()).of(name);
  expect(stateOf('data/none.json')).toBe('ENOENT');
  expect(stateOf('data')).toBe('folder');
  const there = stateOf('data/rates.json');
  rmSync(join(root, 'data/rates.json'));
  expect(stateOf('data/rates.json')).not.toBe(there);
});

test('the state of a listed folder is its entries, not what they contain', () => {
  const root = tempProject(files);
  const state = () => new PresentState(root, [], new Map()).of('data/');
  const before = state();
  writeFileSync(join(root, 'data/rates.json'), '{"eur":3}');
  expect(state()).toBe(before);
  mkdirSync(join(root, 'data/more'));
  expect(state()).not.toBe(before);
});

test('a file whose time of modification was set back has changed all the same', () => {
  const root = tempProject(files);
  const since = Date.now() - 1;
  utimesSync(join(root, 'src/a.ts'), 0, 0);
  expect(new PresentState(root, [], new Map()).changedAt('src/a.ts')).toBeGreaterThanOrEqual(since);
});
