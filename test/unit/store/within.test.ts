import { execFileSync } from 'node:child_process';
import { existsSync, linkSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readWithin, removeWithin, within, writableWithin } from '../../../src/store/inside-root.ts';
import { tempProject } from '../../helpers/temp-project.ts';

/** A project beside a secret, with links of all kinds. */
function besideSecret(): string {
  const folder = tempProject({ 'secret/key.txt': 'secret', 'project/src/a.ts': 'a' });
  const root = join(folder, 'project');
  symlinkSync(join(folder, 'secret'), join(root, 'out'), 'junction');
  symlinkSync('../secret/key.txt', join(root, 'key.txt'));
  symlinkSync('../secret/none', join(root, 'nothing'));
  symlinkSync('src', join(root, 'in'), 'junction');
  symlinkSync('loop', join(root, 'loop'));
  return root;
}

test.each([
  '../secret/key.txt',
  'src/../../secret/key.txt',
  '..',
  'out/key.txt',
  'out',
  'out/new/file.txt',
  'key.txt',
  'nothing',
  'nothing/file.txt',
  'loop',
  'loop/a',
])('%s leads out of the project', (name) => {
  const root = besideSecret();
  expect(within(root, name)).toBeUndefined();
  expect(readWithin(root, name)).toBeUndefined();
  expect(() => writableWithin(root, name)).toThrow(/of the project/);
});

test('an absolute name is not one of the project', () => {
  const root = besideSecret();
  expect(within(root, join(root, 'src', 'a.ts'))).toBeUndefined();
  expect(readWithin(root, join(root, '..', 'secret', 'key.txt'))).toBeUndefined();
});

test.each(['src/a.ts', 'in/a.ts', 'src/../src/a.ts', './src/a.ts'])('%s is a file of the project', (name) => {
  const root = besideSecret();
  expect(readWithin(root, name)).toBe('a');
  expect(writableWithin(root, name)).toBe(join(root, name));
});

test.each(['new', 'src/new/file.txt', '..a', '...'])('%s may come to be in it', (name) => {
  const root = besideSecret();
  expect(within(root, name)).toBe(join(root, name));
  expect(readWithin(root, name)).toBeUndefined();
});

test('what is no file is not read', () => {
  const root = besideSecret();
  mkdirSync(join(root, 'folder'));
  expect(readWithin(root, 'folder')).toBeUndefined();
  expect(readWithin(root, 'a\0b')).toBeUndefined();
});

test('a project that is reached over a link is one too', () => {
  const root = besideSecret();
  const link = join(root, '..', 'linked');
  symlinkSync(root, link, 'junction');
  expect(readWithin(link, 'src/a.ts')).toBe('a');
  expect(readWithin(link, 'key.txt')).toBeUndefined();
});

test('the link is named that leads out', () => {
  expect(() => writableWithin(besideSecret(), 'out/new/file.txt')).toThrow(
    'out is a link that leads out of the project, and nothing is written through it',
  );
  expect(() => writableWithin(besideSecret(), '../x')).toThrow('../x lies outside of the project');
});

test('nothing outside is removed', () => {
  const root = besideSecret();
  for (const name of ['../secret/key.txt', 'out/key.txt', 'key.txt', 'none', 'src/a.ts'])
    removeWithin(root, name);
  expect(existsSync(join(root, '..', 'secret', 'key.txt'))).toBe(true);
  expect(existsSync(join(root, 'src', 'a.ts'))).toBe(false);
});

test('nothing is written to a file that has another name too, nor to what is no file', () => {
  const root = besideSecret();
  linkSync(join(root, '../secret/key.txt'), join(root, 'hard.txt'));
  expect(() => writableWithin(root, 'hard.txt')).toThrow('hard.txt is a hard link');
  if (process.platform === 'win32') return;
  execFileSync('mkfifo', [join(root, 'pipe')]);
  expect(() => writableWithin(root, 'pipe')).toThrow('pipe is neither a file nor a folder');
});
