import { chmodSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { changedLines } from '../../../src/discover/changed-lines.ts';
import { defaultBranch, readChange } from '../../../src/discover/since.ts';
import { UserError } from '../../../src/errors.ts';
import { commitAll, git, tempProject, writeFiles } from '../../helpers/temp-project.ts';

/** The lines that changed, by file. */
async function changedSince(root: string, since: string): Promise<Record<string, [number, number][]>> {
  const { files } = await readChange(root, { since });
  return Object.fromEntries(
    files.filter(({ after }) => after).map((file) => [file.path, changedLines(file)]),
  );
}

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
    expect(await changedSince(join(repository, 'packages', 'a'), 'HEAD')).toEqual({
      '../b/src/y.ts': [[1, 1]],
      'src/x.ts': [[1, 1]],
    });
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
    await expect(readChange(root, { staged: true })).rejects.toMatchObject({
      message: `--staged needs a git repository, and ${root} is in none`,
      hint: 'leave --staged out to audit everything',
    });
  });

  test.each([
    ['--staged', { staged: true }],
    ['--since', { since: 'HEAD' }],
    ['--since', { since: defaultBranch }],
  ])('needs a commit before the one that is to come: %s', async (asked, request) => {
    const root = tempProject({ 'a.ts': '1\n' });
    git(root, 'init', '--quiet');
    await expect(readChange(root, request)).rejects.toMatchObject({
      exitCode: 2,
      message: `${asked} needs a commit to compare with, and there is none yet`,
    });
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

describe('the files of a change', () => {
  test('have both sides, and say where they were', async () => {
    const text = lines('1', '2', '3', '4', '5', '6');
    const root = tempProject({ 'a.ts': text, 'gone.ts': '1\n', 'run.sh': 'x\n' });
    commitAll(root);
    git(root, 'mv', 'a.ts', 'b.ts');
    chmodSync(join(root, 'run.sh'), 0o755);
    rmSync(join(root, 'gone.ts'));
    writeFiles(root, { 'new.bin': '\0' });
    const { files, commit } = await readChange(root, { since: 'HEAD' });
    const shown = files.map(({ path, before, after, from }) => [
      path,
      before && `${before.kind} ${before.bytes}`,
      after && `${after.kind} ${after.bytes}`,
      from,
    ]);
    expect(shown).toEqual([
      ['a.ts', `file ${text}`, undefined, undefined],
      ['b.ts', undefined, `file ${text}`, 'a.ts'],
      ['gone.ts', 'file 1\n', undefined, undefined],
      ['new.bin', undefined, 'file \0', undefined],
      ['run.sh', 'file x\n', 'executable x\n', undefined],
    ]);
    expect(commit).toBe(git(root, 'rev-parse', 'HEAD').trim());
  });

  test('are told of what was renamed and edited and is not committed', async () => {
    const text = lines('1', '2', '3', '4', '5', '6');
    const root = tempProject({ 'a.ts': text });
    commitAll(root);
    git(root, 'mv', 'a.ts', 'b.ts');
    writeFiles(root, { 'b.ts': `${text}7\n` });
    const { files } = await readChange(root, { since: 'HEAD' });
    expect(files.map(({ path, after, from }) => [path, after && String(after.bytes), from])).toEqual([
      ['a.ts', undefined, undefined],
      ['b.ts', `${text}7\n`, 'a.ts'],
    ]);
  });

  test('that are links say where they lead; new ones to folders are none', async () => {
    const root = tempProject({ 'a.ts': '1\n', 'b.ts': '2\n' });
    symlinkSync('a.ts', join(root, 'old'));
    commitAll(root);
    rmSync(join(root, 'old'));
    symlinkSync('b.ts', join(root, 'old'));
    symlinkSync('b.ts', join(root, 'new'));
    symlinkSync(tempProject({}), join(root, 'node_modules'));
    const { files } = await readChange(root, { since: 'HEAD' });
    expect(files.map(({ path, after }) => `${path} ${after?.kind} ${after?.bytes}`)).toEqual([
      'new link b.ts',
      'old link b.ts',
    ]);
  });

  test('are none of a submodule, which is named', async () => {
    const inner = tempProject({ 'b.ts': '1\n' });
    commitAll(inner);
    const root = tempProject({ 'package/a.ts': '1\n' });
    commitAll(root);
    git(root, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner, 'package/inner');
    git(root, 'commit', '--quiet', '--message=submodule');
    const { files, submodules } = await readChange(join(root, 'package'), { since: 'HEAD~1' });
    expect([files.map(({ path }) => path), submodules]).toEqual([['../.gitmodules'], ['inner']]);
  });

  test('that was only touched are none', async () => {
    const root = tempProject({ 'a.ts': '1\n' });
    commitAll(root);
    utimesSync(join(root, 'a.ts'), 1, 1);
    expect((await readChange(root, { since: 'HEAD' })).files).toEqual([]);
  });

  test('in folders that are left out do not count', async () => {
    const root = tempProject({ 'a.ts': '1\n' });
    commitAll(root);
    writeFiles(root, { 'reports/a.json': '1', 'b.ts': '1\n' });
    const { files } = await readChange(root, { since: 'HEAD', leftOut: [join(root, 'reports')] });
    expect(files.map(({ path }) => path)).toEqual(['b.ts']);
  });

  test('that are staged have what is staged, whatever the working tree holds', async () => {
    const root = tempProject({ 'a.ts': '1\n', 'b.ts': '1\n' });
    commitAll(root);
    writeFiles(root, { 'a.ts': '2\n' });
    git(root, 'add', 'a.ts');
    writeFiles(root, { 'a.ts': '3\n', 'b.ts': '2\n', 'c.ts': '1\n' });
    const { ref, files } = await readChange(root, { staged: true });
    expect([ref, files.map(({ path, after }) => `${path} ${after?.bytes}`)]).toEqual([
      'staged',
      ['a.ts 2\n'],
    ]);
  });
});

test('nothing is staged of a file with conflicts', async () => {
  const root = tempProject({ 'a.ts': '1\n' });
  commitAll(root);
  git(root, 'checkout', '--quiet', '-b', 'other');
  writeFiles(root, { 'a.ts': '2\n' });
  git(root, 'commit', '--quiet', '--all', '--message=other');
  git(root, 'checkout', '--quiet', 'main');
  writeFiles(root, { 'a.ts': '3\n' });
  git(root, 'commit', '--quiet', '--all', '--message=main');
  expect(() => git(root, 'merge', '--quiet', 'other')).toThrow();
  await expect(readChange(root, { staged: true })).rejects.toMatchObject({
    exitCode: 2,
    message: '--staged: the conflicts in a.ts are not resolved',
  });
  const { files } = await readChange(root, { since: 'HEAD' });
  expect(files.map(({ path, after }) => [path, String(after?.bytes).includes('<<<<<<<')])).toEqual([
    ['a.ts', true],
  ]);
});

describe('the default branch', () => {
  const changed = async (root: string) =>
    (await readChange(root, { since: defaultBranch })).files.map(({ path }) => path);

  test('is what the remote says', async () => {
    const remote = tempProject({ 'a.ts': '1\n' });
    commitAll(remote);
    git(remote, 'branch', '--move', 'production');
    const clone = join(tempProject({}), 'clone');
    git(remote, 'clone', '--quiet', `file://${remote}`, clone);
    git(clone, 'switch', '--quiet', '--create', 'feature');
    git(clone, 'branch', 'main');
    writeFiles(clone, { 'b.ts': '1\n' });
    git(clone, 'add', '.');
    git(clone, 'commit', '--quiet', '--all', '--message=feature');
    git(clone, 'branch', '--force', 'main');
    expect(await changed(clone)).toEqual(['b.ts']);
  });

  test('is one with a usual name without a remote', async () => {
    const root = tempProject({ 'a.ts': '1\n' });
    commitAll(root);
    git(root, 'switch', '--quiet', '--create', 'feature');
    writeFiles(root, { 'a.ts': '2\n' });
    git(root, 'commit', '--quiet', '--all', '--message=feature');
    expect(await changed(root)).toEqual(['a.ts']);
  });

  test('is asked for where nothing tells', async () => {
    const root = tempProject({ 'a.ts': '1\n' });
    commitAll(root);
    git(root, 'branch', '--move', 'mine');
    await expect(changed(root)).rejects.toMatchObject({
      message: 'git does not say what the default branch is',
      hint: 'name a branch, tag or commit: realcov audit --since <ref>',
      exitCode: 2,
    });
  });
});
