import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { git as ask, askGit } from '../../../src/discover/git.ts';
import { commitAll, git, tempProject } from '../../helpers/temp-project.ts';

/** Puts a program in the place of git; returns whether it was started. */
function watchGit(): () => boolean {
  const bin = mkdtempSync(join(tmpdir(), 'realcov-bin-'));
  writeFileSync(join(bin, 'git'), `#!/bin/sh\ntouch "${bin}/ran"\n`, { mode: 0o755 });
  vi.stubEnv('PATH', `${bin}:${process.env.PATH}`);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(bin, { recursive: true });
  });
  return () => existsSync(join(bin, 'ran'));
}

test('outside of a repository git is not started, and the reason is the one that git gives', async () => {
  const root = tempProject({ 'a.ts': '' });
  const args = ['rev-parse', '--git-dir'];
  const given = git(root, 'init', '--quiet') || (await askGit(root, args));
  expect(given).toEqual({ printed: '.git\n' });
  const other = tempProject({ 'a.ts': '' });
  const started = watchGit();
  expect(await askGit(other, args)).toEqual({
    failed: 'not a git repository (or any of the parent directories): .git',
  });
  expect(started()).toBe(false);
  expect(await ask(other, ['config', 'user.name'])).toBe('');
  expect(started()).toBe(true);
});

test('in a folder of a repository git is started', async () => {
  const root = tempProject({ 'packages/a/a.ts': '' });
  commitAll(root);
  const started = watchGit();
  await ask(join(root, 'packages', 'a'), ['log', '-1']);
  expect(started()).toBe(true);
});
