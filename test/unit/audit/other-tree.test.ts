import { existsSync, readFileSync, readlinkSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { OtherTree } from '../../../src/audit/change/other-tree.ts';
import { tempProject } from '../../helpers/temp-project.ts';

const file = (text: string) => ({ kind: 'file' as const, bytes: Buffer.from(text) });

function treeOf(root: string, ...[files]: [ConstructorParameters<typeof OtherTree>[1]]): OtherTree {
  const tree = new OtherTree(root, files);
  onTestFinished(() => tree.remove());
  return tree;
}

test('files of a copy are set to one of their sides, each for itself, and the project stays as it is', () => {
  const root = tempProject({ 'src/a.ts': 'now', 'src/new.ts': 'new', 'test/a.test.ts': 'test now' });
  const tree = treeOf(root, [
    { path: 'src/a.ts', before: file('before'), after: file('now') },
    { path: 'src/new.ts', after: file('new') },
    { path: 'src/gone/b.ts', before: { kind: 'executable', bytes: Buffer.from('gone') } },
    { path: 'link', before: { kind: 'link', bytes: Buffer.from('src/a.ts') } },
    { path: 'test/a.test.ts', before: file('test before'), after: file('test now') },
  ]);
  const at = (path: string) => join(tree.root, path);
  const shown = () =>
    ['src/a.ts', 'src/new.ts', 'src/gone/b.ts', 'test/a.test.ts'].map((path) =>
      existsSync(at(path)) ? readFileSync(at(path), 'utf8') : undefined,
    );
  tree.set((path) => (path.startsWith('test/') ? 'after' : 'before'));
  expect(shown()).toEqual(['before', undefined, 'gone', 'test now']);
  expect(readlinkSync(at('link'))).toBe('src/a.ts');
  expect(statSync(at('src/gone/b.ts')).mode & 0o111).not.toBe(0);
  tree.set((path) => (path.startsWith('test/') ? 'before' : 'after'));
  expect(shown()).toEqual(['now', 'new', undefined, 'test before']);
  expect(existsSync(at('link'))).toBe(false);
  expect(readFileSync(join(root, 'src/a.ts'), 'utf8')).toBe('now');
  expect(existsSync(join(root, 'src/gone'))).toBe(false);
});

test('nothing is written through a link that leads out of the copy', () => {
  const outside = tempProject({ 'a.ts': 'theirs' });
  const root = tempProject({ 'b.ts': '' });
  symlinkSync(outside, join(root, 'src'), 'junction');
  const tree = treeOf(root, [{ path: 'src/a.ts', before: file('ours') }]);
  expect(() => tree.set(() => 'before')).toThrow(/leads out of the project/);
  expect(readFileSync(join(outside, 'a.ts'), 'utf8')).toBe('theirs');
});
