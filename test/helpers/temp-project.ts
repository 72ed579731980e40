import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { fromRoot } from './project.ts';

/** A temporary folder with these files, removed after the test. Returns its real path. */
export function tempProject(files: Record<string, string>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'realcov-project-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true, maxRetries: 3 }));
  writeFiles(root, files);
  return root;
}

/** The same for several tests: whoever asks for it removes it. */
export function lastingProject(files: Record<string, string>): { root: string; remove(): void } {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'realcov-project-')));
  writeFiles(root, files);
  return { root, remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 3 }) };
}

export function writeFiles(root: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** Makes a package of this repository one of the project's own, under the same name or another. */
export function linkPackage(root: string, name: string, target = name): void {
  mkdirSync(dirname(join(root, 'node_modules', name)), { recursive: true });
  symlinkSync(fromRoot('node_modules', target), join(root, 'node_modules', name), 'junction');
}

/** What a package.json with a Vitest of this version looks like once it is installed. */
export function installedVitest(version: string): Record<string, string> {
  return { 'node_modules/vitest/package.json': JSON.stringify({ name: 'vitest', version }) };
}

/** Runs git in the project, as somebody, with no configuration but its own. */
export function git(root: string, ...args: string[]): string {
  const who = [
    '-c',
    'user.name=Somebody',
    '-c',
    'user.email=somebody@example.com',
    '-c',
    'commit.gpgsign=false',
  ];
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  return execFileSync('git', [...who, ...args], { cwd: root, encoding: 'utf8', env });
}

/** Makes the project a repository with all its files in one commit on `main`. */
export function commitAll(root: string): void {
  git(root, 'init', '--quiet', '--initial-branch=main');
  git(root, 'add', '--all');
  git(root, 'commit', '--quiet', '--message=first');
}
