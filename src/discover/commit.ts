import { isAbsolute } from 'node:path';
import type { Provenance } from '../model/provenance.ts';
import { relativeTo } from '../system/paths.ts';
import { git } from './git.ts';
import { submodulesOf } from './submodules.ts';

/**
 * The commit that is checked out; undefined outside a repository, and in one without commits.
 * @param leftOut folders whose changes do not count, absolute
 */
export async function commitOf(root: string, leftOut: string[]): Promise<Provenance['commit']> {
  const [hash, subject = ''] = (await git(root, ['log', '-1', '--format=%H%n%s']))?.split('\n') ?? [];
  if (!hash) return undefined;
  const excluded = leftOut
    .map((folder) => relativeTo(root, folder))
    .filter((folder) => folder !== '' && !folder.startsWith('..') && !isAbsolute(folder))
    .map((folder) => `:(exclude,literal)${folder}`);
  const isChanged = await hasChanges(root, excluded);
  return { hash, subject, ...(isChanged && { changed: true as const }) };
}

async function hasChanges(root: string, excluded: string[]): Promise<boolean> {
  const changes = await git(root, ['status', '--porcelain', '--', '.', ...excluded]);
  if (changes !== undefined && changes !== '') return true;
  const within = (await submodulesOf(root)).map((folder) => hasChanges(folder, excluded));
  return (await Promise.all(within)).includes(true);
}
