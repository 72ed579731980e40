import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { lstat, readFile } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import { glob } from 'tinyglobby';
import { git, parts } from './git.ts';
import { submodulesOf } from './submodules.ts';

/** Files in `node_modules` in which package managers note what is installed. */
const installed = ['.package-lock.json', '.modules.yaml', '.yarn-state.yml', '.yarn-integrity'];

/**
 * A line for everything on the disk that an audit may depend on: in a repository its commit and the content of every
 * file that differs from it, without ignored files; elsewhere the times of every file. Also what is installed.
 * @param leftOut folders that do not count, absolute
 */
export async function projectState(root: string, leftOut: string[]): Promise<string[]> {
  const { head, top } = await repositoryOf(root);
  const submodules = top === undefined ? [] : await submodulesOf(top);
  const within = await Promise.all(submodules.map((folder) => projectState(folder, leftOut)));
  const files = top === undefined ? await listAll(root) : await listChanged(top);
  const counted = files.filter((file) => !leftOut.some((folder) => isWithin(file, folder)));
  const states = await Promise.all(counted.sort().map(top === undefined ? timesOf : contentOf));
  return [head, ...states, ...(await packagesOf(root, top)), ...within.flat()];
}

/** A line for what is installed in the project, and in the repository around it. */
export async function installedState(root: string): Promise<string[]> {
  return packagesOf(root, (await repositoryOf(root)).top);
}

function packagesOf(root: string, top = root): Promise<string[]> {
  const notes = [root, top].flatMap((folder) => installed.map((name) => join(folder, 'node_modules', name)));
  return Promise.all(notes.map(contentOf));
}

/** A repository may name any folder of the machine as its work tree; only its own counts. */
async function repositoryOf(root: string): Promise<{ head: string; top?: string }> {
  const commit = await git(root, ['rev-parse', 'HEAD', '--show-toplevel']);
  const [head = '', top = ''] = commit?.split('\n') ?? [];
  return top !== '' && existsSync(join(top, '.git')) ? { head, top } : { head: 'no repository' };
}

async function listChanged(top: string): Promise<string[]> {
  const status = await git(top, ['status', '--porcelain', '-z', '--no-renames', '--untracked-files=all']);
  return parts(status ?? '').map((entry) => join(top, entry.slice('XY '.length)));
}

function listAll(root: string): Promise<string[]> {
  return glob('**/*', {
    cwd: root,
    ignore: ['**/node_modules/**', '**/.git/**'],
    dot: true,
    followSymbolicLinks: false,
    absolute: true,
  });
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return !way.startsWith('..') && !isAbsolute(way);
}

/** Unlike the time of modification, the time of change cannot be set back. */
async function timesOf(file: string): Promise<string> {
  const stat = await lstat(file).catch(() => undefined);
  return stat ? `${file} ${stat.size} ${stat.mtimeMs} ${stat.ctimeMs}` : `${file} is gone`;
}

const maxBytes = 2 ** 24;

/** The same text in another checkout or installation. For large files and other entries, the times. */
async function contentOf(file: string): Promise<string> {
  const stat = await lstat(file).catch(() => undefined);
  if (!stat?.isFile() || stat.size > maxBytes) return timesOf(file);
  return `${file} ${createHash('sha256')
    .update(await readFile(file))
    .digest('hex')}`;
}
