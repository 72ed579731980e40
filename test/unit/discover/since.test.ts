import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { changedSince, parseDiff } from '../../../src/discover/since.ts';
import { UserError } from '../../../src/errors.ts';
import { commitAll, git, tempProject, writeFiles } from '../../helpers/temp-project.ts';

const whole = [[1, Number.MAX_SAFE_INTEGER]];
const lines = (...texts: string[]) => `${texts.join('\n')}\n`;

describe('what changed since a ref', () => {
  test('is what the commits, the index and the working tree changed, and new files as a whole', async () => {
    const root = tempProject({
      'a.ts': lines('1', '2', '3', '4'),
      'b.ts': lines('1', '2'),
      'c.ts': '1\n',
      'd.ts': '1\n',
    });
    commitAll(root);
    writeFiles(root, { 'a.ts': lines('1', 'two', '3', '4') });
    git(root, 'commit', '--quiet', '--all', '--message=second');
    writeFiles(root, {
      'a.ts': lines('1', 'two', '3', 'four', 'five'),
      'b.ts': lines('1', 'two'),
      'new/e.ts': '1\n',
    });
    git(root, 'add', 'b.ts');
    rmSync(join(root, 'd.ts'));
    expect(await changedSince(root, 'HEAD~1')).toEqual({
      'a.ts': [
        [2, 2],
        [4, 5],
      ],
      'b.ts': [[2, 2]],
      'new/e.ts': whole,
    });
  });

  test('is counted from the merge base, not from what the other branch has become', async () => {
    const root = tempProject({ 'a.ts': lines('1', '2', '3') });
    commitAll(root);
    git(root, 'switch', '--quiet', '--create', 'feature');
    writeFiles(root, { 'a.ts': lines('1', '2', 'three') });
    git(root, 'commit', '--quiet', '--all', '--message=feature');
    git(root, 'switch', '--quiet', 'main');
    writeFiles(root, { 'a.ts': lines('one', '2', '3') });
    git(root, 'commit', '--quiet', '--all', '--message=main');
    git(root, 'switch', '--quiet', 'feature');
    expect(await changedSince(root, 'main')).toEqual({ 'a.ts': [[3, 3]] });
  });

  test('are the lines around where lines were removed', async () => {
    const root = tempProject({ 'a.ts': lines('1', '2', '3') });
    commitAll(root);
    writeFiles(root, { 'a.ts': lines('1', '3') });
    expect(await changedSince(root, 'HEAD')).toEqual({ 'a.ts': [[1, 2]] });
  });

  test('is told by paths from the root of a package in a larger repository', async () => {
    const repository = tempProject({ 'packages/a/src/x.ts': '1\n', 'packages/b/src/y.ts': '1\n' });
    commitAll(repository);
    writeFiles(repository, { 'packages/a/src/x.ts': '2\n', 'packages/b/src/y.ts': '2\n' });
    expect(await changedSince(join(repository, 'packages', 'a'), 'HEAD')).toEqual({ 'src/x.ts': [[1, 1]] });
  });

  test("does not depend on the user's settings for diffs, nor on odd names", async () => {
    const root = tempProject({ 'grün "a".ts': '1\n' });
    commitAll(root);
    git(root, 'config', 'diff.noprefix', 'true');
    git(root, 'config', 'color.ui', 'always');
    git(root, 'config', 'diff.external', 'false');
    writeFiles(root, { 'grün "a".ts': '2\n' });
    expect(await changedSince(root, 'HEAD')).toEqual({ 'grün "a".ts': [[1, 1]] });
  });

  test.each(['nowhere', '--help', 'HEAD:a.ts'])('%s is no commit', async (ref) => {
    const root = tempProject({ 'a.ts': '' });
    commitAll(root);
    await expect(changedSince(root, ref)).rejects.toMatchObject({
      message: `git knows no commit "${ref}"`,
      exitCode: 2,
    });
  });

  test('needs a common commit', async () => {
    const root = tempProject({ 'a.ts': '' });
    commitAll(root);
    git(root, 'switch', '--quiet', '--orphan', 'other');
    git(root, 'commit', '--quiet', '--allow-empty', '--message=other');
    await expect(changedSince(root, 'main')).rejects.toMatchObject({
      message: 'main and HEAD have no common commit here',
      hint: 'name a branch, tag or commit that HEAD comes from',
    });
  });

  test('needs a commit that a shallow clone has', async () => {
    const root = tempProject({ 'a.ts': '1\n' });
    commitAll(root);
    git(root, 'branch', 'release');
    writeFiles(root, { 'a.ts': '2\n' });
    git(root, 'commit', '--quiet', '--all', '--message=second');
    const clone = join(tempProject({}), 'clone');
    git(root, 'clone', '--quiet', '--depth=1', `file://${root}`, clone);
    const hint = 'fetch it: git fetch --unshallow, or fetch-depth: 0 in CI';
    await expect(changedSince(clone, 'release')).rejects.toMatchObject({
      message: 'this clone is shallow, and has no commit "release"',
      hint,
      exitCode: 2,
    });
    git(clone, 'fetch', '--quiet', '--depth=1', 'origin', 'release:release');
    await expect(changedSince(clone, 'release')).rejects.toMatchObject({
      message: 'release and HEAD have no common commit in this shallow clone',
      hint: 'fetch the history: git fetch --unshallow, or fetch-depth: 0 in CI',
    });
  });

  test.each([
    {
      what: 'has no HEAD',
      file: 'HEAD',
      message: /^git cannot read the repository of .+: not a git repository/,
    },
    { what: 'lacks its objects', file: 'objects', message: /^git / },
  ])('names the reason of git and a remedy where the repository $what', async ({ file, message }) => {
    const root = tempProject({ 'a.ts': '1\n' });
    commitAll(root);
    rmSync(join(root, '.git', file), { recursive: true });
    const error = await changedSince(root, 'main').catch((each: unknown) => each);
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).message).toMatch(message);
    expect((error as UserError).message).not.toMatch(/is in none|\n/);
    expect((error as UserError).hint).toMatch(/git fsck/);
  });

  test('names the reason of git where a commit lacks a part', async () => {
    const root = tempProject({ 'a.ts': '1\n' });
    commitAll(root);
    const tree = git(root, 'rev-parse', 'main^{tree}').trim();
    writeFiles(root, { 'a.ts': '2\n' });
    rmSync(join(root, '.git', 'objects', tree.slice(0, 2), tree.slice(2)));
    await expect(changedSince(root, 'main')).rejects.toMatchObject({
      message: expect.stringMatching(/^git cannot tell what changed since main: .*tree/),
      hint: expect.stringMatching(/git fsck/),
    });
  });

  test('needs a repository', async () => {
    const root = tempProject({});
    await expect(changedSince(root, 'main')).rejects.toThrow(
      `--since needs a git repository, and ${root} is in none`,
    );
  });
});

test('a line of the source that looks like the head of a file is no head', () => {
  const diff = lines(
    '--- a/x.ts',
    '+++ b/x.ts',
    '@@ -1 +1,2 @@',
    '-old',
    '+++ b/y.ts',
    '+b',
    '@@ -9 +10 @@',
    '-c',
    '+d',
  );
  expect(parseDiff(diff)).toEqual({
    'x.ts': [
      [1, 2],
      [10, 10],
    ],
  });
});

test.runIf(process.platform !== 'win32')(
  'a name with characters that git writes as numbers is the name of the file',
  async () => {
    const root = tempProject({ 'a\u0001\u0007b.ts': '1\n', 'é\t.ts': '1\n' });
    commitAll(root);
    writeFiles(root, { 'a\u0001\u0007b.ts': '2\n', 'é\t.ts': '2\n' });
    expect(Object.keys(await changedSince(root, 'HEAD')).sort()).toEqual(['a\u0001\u0007b.ts', 'é\t.ts']);
  },
);
