import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readChange } from '../../../src/discover/since.ts';
import { commitAll, git, tempProject, writeFiles } from '../../helpers/temp-project.ts';

const text = '1\n2\n3\n4\n5\n6\n7\n8\n';

/** A repository with a change that is in its working tree and in a patch. */
function patched(): string {
  const root = tempProject({ 'src/a.ts': text, 'src/b.ts': text, 'src/gone.ts': text, 'c.txt': 'c\n' });
  commitAll(root);
  writeFiles(root, { 'src/a.ts': text.replace('4', 'four'), 'src/new.ts': 'new\n' });
  rmSync(join(root, 'src/gone.ts'));
  git(root, 'mv', 'src/b.ts', 'src/moved.ts');
  writeFiles(root, { 'src/moved.ts': text.replace('8', 'eight') });
  git(root, 'add', '--all');
  writeFiles(root, { 'change.diff': git(root, 'diff', '--cached', '--find-renames') });
  return root;
}

const shown = async (root: string, diff: string) =>
  (await readChange(root, { diff })).files.map(({ path, before, after, from }) => [
    path,
    before && String(before.bytes),
    after && String(after.bytes),
    from,
  ]);

describe('a patch', () => {
  test('says what was there before it', async () => {
    const root = patched();
    expect(await shown(root, join(root, 'change.diff'))).toEqual([
      ['src/a.ts', text, text.replace('4', 'four'), undefined],
      ['src/gone.ts', text, undefined, undefined],
      ['src/b.ts', text, undefined, undefined],
      ['src/moved.ts', undefined, text.replace('8', 'eight'), 'src/b.ts'],
      ['src/new.ts', undefined, 'new\n', undefined],
    ]);
  });

  test('has paths from the top of the repository', async () => {
    const root = patched();
    const [first, ...others] = await shown(join(root, 'src'), join(root, 'change.diff'));
    expect([first![0], others.at(-1)![0]]).toEqual(['a.ts', 'new.ts']);
  });

  test('that was not applied is refused with how to apply it', async () => {
    const root = patched();
    git(root, 'checkout', '--quiet', 'HEAD', '--', 'src/a.ts');
    await expect(shown(root, join(root, 'change.diff'))).rejects.toMatchObject({
      message: '--diff: src/a.ts is not what change.diff makes of it',
      hint: 'apply the patch first: git apply change.diff',
      exitCode: 2,
    });
  });

  test.each([
    ['nothing', undefined, '--diff: there is no file other.diff'],
    ['something else', 'hello\n', '--diff: other.diff is no unified diff'],
    [
      'a file outside',
      '--- a/../x\n+++ b/../x\n@@ -1 +1 @@\n-1\n+2\n',
      '--diff: ../x is not what other.diff makes of it',
    ],
  ])('that is %s is refused', async (_, content, message) => {
    const root = tempProject({ 'a.ts': '1\n', ...(content !== undefined && { 'other.diff': content }) });
    await expect(shown(root, join(root, 'other.diff'))).rejects.toMatchObject({ message, exitCode: 2 });
  });
});
