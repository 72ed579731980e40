import { isAbsolute } from 'node:path';
import type { Made } from '../model/made.ts';
import { relativeTo } from '../system/paths.ts';
import { git } from './git.ts';

/**
 * The commit that is checked out; undefined outside a repository, and in one without commits.
 * @param leftOut folders in which a change does not count, absolute
 */
export async function commitOf(root: string, leftOut: string[]): Promise<Made['commit']> {
  const [hash, subject = ''] = (await git(root, ['log', '-1', '--format=%H%n%s']))?.split('\n') ?? [];
  if (!hash) return undefined;
  const excluded = leftOut
    .map((folder) => relativeTo(root, folder))
    .filter((folder) => folder !== '' && !folder.startsWith('..') && !isAbsolute(folder))
    .map((folder) => `:(exclude,literal)${folder}`);
  const changes = await git(root, ['status', '--porcelain', '--', '.', ...excluded]);
  return { hash, subject, ...(changes !== undefined && changes !== '' && { changed: true as const }) };
}
