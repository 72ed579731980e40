import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { glob } from 'tinyglobby';
import { relativeTo } from '../system/paths.ts';
import { git, parts } from './git.ts';

const sourceFile = /\.[cm]?[jt]sx?$/;
const declaration = /\.d\.([^/]+\.)?[cm]?ts$/;

/**
 * All JavaScript and TypeScript files of the project, relative to its root, sorted: files that git does not ignore, or
 * outside a repository all but `node_modules`. Symbolic links are not followed, so that no file has two names and none
 * is outside.
 */
export async function listSources(root: string): Promise<string[]> {
  const files =
    (await listFromGit(root)) ?? (await listFromDisk(root, '**/*.{js,jsx,ts,tsx,mjs,mts,cjs,cts}'));
  return files
    .filter((file) => sourceFile.test(file) && !declaration.test(file) && isPlainFile(join(root, file)))
    .filter(isNotInstalled)
    .sort();
}

/** Files of any kind, those of the repository around the project too: their paths are relative to its root all the same. */
export async function listFiles(root: string): Promise<string[]> {
  const top = (await git(root, ['rev-parse', '--show-toplevel']))?.trim();
  const folder = top !== undefined && (await listFromGit(root)) ? top : root;
  const files = (await listFromGit(folder)) ?? (await listFromDisk(root, '**/*'));
  return files
    .filter((file) => isNotInstalled(file) && isPlainFile(join(folder, file)))
    .map((file) => relativeTo(root, join(folder, file)))
    .sort();
}

function isNotInstalled(file: string): boolean {
  return !file.split('/').includes('node_modules');
}

/** Undefined outside a repository, and in a folder that the repository around it ignores. */
async function listFromGit(root: string): Promise<string[] | undefined> {
  const ignored = await git(root, ['check-ignore', '-q', '.']);
  if (ignored !== undefined) return undefined;
  const listed = await git(root, ['ls-files', '-z', '--cached', '--others', '--exclude-standard']);
  return listed === undefined ? undefined : [...new Set(parts(listed))];
}

function listFromDisk(root: string, pattern: string): Promise<string[]> {
  return glob(pattern, {
    cwd: root,
    ignore: ['**/node_modules/**', '**/.git/**'],
    dot: true,
    followSymbolicLinks: false,
    expandDirectories: false,
  });
}

/** Git may still list a file that was deleted. */
function isPlainFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** Symbolic links of the project, relative to its root, sorted; without hidden, installed and ignored ones. */
export async function listLinks(root: string): Promise<string[]> {
  const files = (await listFromGit(root)) ?? [...linksBelow(root, '')];
  return files
    .filter((file) => lstatSync(join(root, file), { throwIfNoEntry: false })?.isSymbolicLink())
    .sort();
}

function* linksBelow(root: string, folder: string): Generator<string> {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    if (entry.name === 'node_modules' || entry.name.startsWith('.')) continue;
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isSymbolicLink()) yield path;
    else if (entry.isDirectory()) yield* linksBelow(root, path);
  }
}
