import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createOwnFile, replaceFile, writeWhole } from '../../../src/system/whole-file.ts';
import { tempProject } from '../../helpers/temp-project.ts';

test('a file is there whole, and nothing else', async () => {
  const root = tempProject({});
  replaceFile(join(root, 'a', 'one.txt'), 'one');
  await writeWhole(join(root, 'a'), 'two.txt', ['t', 'wo']);
  expect(readdirSync(join(root, 'a'))).toEqual(['one.txt', 'two.txt']);
  expect(readFileSync(join(root, 'a', 'two.txt'), 'utf8')).toBe('two');
});

test('what cannot be put in its place leaves nothing behind', async () => {
  const root = tempProject({});
  mkdirSync(join(root, 'folder', 'in'), { recursive: true });
  expect(() => replaceFile(join(root, 'folder'), 'text')).toThrow();
  await expect(writeWhole(root, 'folder', ['text'])).rejects.toThrow();
  const broken = function* () {
    yield 'a part';
    throw new Error('no more');
  };
  await expect(writeWhole(root, 'other', broken())).rejects.toThrow('no more');
  expect(readdirSync(root)).toEqual(['folder']);
});

test.runIf(process.platform !== 'win32')('one of its user alone takes the place of no other', () => {
  const file = join(tempProject({}), 'key');
  createOwnFile(file, 'first');
  createOwnFile(file, 'second');
  expect(readFileSync(file, 'utf8')).toBe('first');
  expect(statSync(file).mode & 0o777).toBe(0o600);
});
