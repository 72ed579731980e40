import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { exitCodes, UserError } from '../errors.ts';
import { type ChangedFile, changedFiles, unstagedFiles } from './changed-files.ts';
import { askGit, git } from './git.ts';
import { readPatch } from './patch.ts';
import { withRenames } from './renames.ts';

/** What to compare. */
export interface ChangeRequest {
  /** A git ref; `defaultBranch` for the repository's default branch. */
  since?: string | undefined;
  /** Compares the index with the last commit. */
  staged?: boolean | undefined;
  /** Absolute path of a patch that was applied, and its name as the user wrote it. */
  diff?: string | undefined;
  /** Folders that do not count, absolute. */
  leftOut?: string[];
}

/** Means the default branch of the repository. No branch can have this name. */
export const defaultBranch = 'the default branch';

/** The files that differ between a base and the present state. */
export interface ChangedTree {
  /** The base as the user named it: a git ref, `staged`. */
  ref: string;
  /** Full hash of the base commit; '' for a patch. */
  commit: string;
  files: ChangedFile[];
  /** Folders of submodules that are at another commit. */
  submodules?: string[];
}

/** Whether only a change is to be audited. */
export function asksForChange({ since, staged, diff }: ChangeRequest): boolean {
  return since !== undefined || staged === true || diff !== undefined;
}

/**
 * What changed since the merge base of a ref and HEAD: committed, staged, in the working tree, and new files. Or only
 * what is staged.
 * @throws UserError outside a repository, or if the ref is unknown
 */
export async function readChange(
  root: string,
  { since, staged, diff, leftOut = [] }: ChangeRequest,
): Promise<ChangedTree> {
  if (diff !== undefined) {
    const files = await readPatch(root, diff, basename(diff));
    return { ref: basename(diff), commit: '', files: withRenames(files) };
  }
  const isStaged = staged === true;
  const ref = isStaged ? 'HEAD' : since === defaultBranch ? await findDefaultBranch(root) : (since ?? 'HEAD');
  const commit = await mergeBase(root, ref, isStaged ? '--staged' : '--since');
  const found = await changedFiles(root, commit, { isStaged, leftOut });
  if ('failed' in found) throw isDamaged(ref, found.failed);
  const { files, submodules, unmerged } = found;
  if (isStaged && unmerged.length > 0) throw isInConflict(unmerged);
  return { ref: isStaged ? 'staged' : ref, commit, files: withRenames(files), submodules };
}

/**
 * The default branch of the remote, or a branch with a usual name; a remote branch before a local one of the same name.
 * @throws UserError if there is none
 */
async function findDefaultBranch(root: string): Promise<string> {
  const folder = await askGit(root, ['rev-parse', '--git-dir']);
  if ('failed' in folder) throw noRepository(root, folder.failed, '--since');
  const head = await git(root, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
  if (head === undefined) throw noCommit('--since');
  const named = await git(root, ['symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD']);
  const names = ['main', 'master', 'trunk', 'develop'];
  const candidates = [...(named ? [named.trim()] : []), ...names.map((name) => `origin/${name}`), ...names];
  for (const candidate of candidates) {
    const isThere = await git(root, ['rev-parse', '--verify', '--quiet', `${candidate}^{commit}`]);
    if (isThere !== undefined) return candidate;
  }
  throw new UserError(
    exitCodes.usage,
    'git does not say what the default branch is',
    'name a branch, tag or commit: realcov audit --since <ref>',
  );
}

type Asked = '--since' | '--staged';

async function mergeBase(root: string, ref: string, asked: Asked): Promise<string> {
  const folder = await askGit(root, ['rev-parse', '--git-dir']);
  if ('failed' in folder) throw noRepository(root, folder.failed, asked);
  const head = await git(root, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
  if (head === undefined) throw noCommit(asked);
  const commit = await git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
  const isShallow = (await git(root, ['rev-parse', '--is-shallow-repository']))?.trim() === 'true';
  if (commit === undefined) throw unknownCommit(ref, isShallow);
  const base = await askGit(root, ['merge-base', commit.trim(), 'HEAD']);
  if ('printed' in base) return base.printed.trim();
  // Git prints nothing if there is no such commit.
  if (base.failed !== '') throw isDamaged(ref, base.failed);
  throw new UserError(
    exitCodes.usage,
    `${ref} and HEAD have no common commit ${isShallow ? 'in this shallow clone' : 'here'}`,
    isShallow
      ? 'fetch the history: git fetch --unshallow, or fetch-depth: 0 in CI'
      : 'name a branch, tag or commit that HEAD comes from',
  );
}

function noCommit(asked: Asked): UserError {
  return new UserError(
    exitCodes.usage,
    `${asked} needs a commit to compare with, and there is none yet`,
    `commit first, or leave ${asked} out to audit everything`,
  );
}

function noRepository(root: string, reason: string, asked: Asked): UserError {
  if (/dubious ownership/.test(reason))
    return new UserError(
      exitCodes.usage,
      `${asked} needs git, which does not trust ${root}, as another user owns it`,
      `if you trust it: git config --global --add safe.directory ${root}`,
    );
  if (reason === 'git is not installed')
    return new UserError(
      exitCodes.usage,
      `${asked} needs git: ${reason}`,
      'install it, or leave the option out',
    );
  if (repositoryAround(root))
    return new UserError(
      exitCodes.usage,
      `git cannot read the repository of ${root}: ${reason}`,
      `git status and git fsck say what is wrong with it; without ${asked} everything is audited`,
    );
  return new UserError(
    exitCodes.usage,
    `${asked} needs a git repository, and ${root} is in none`,
    `leave ${asked} out to audit everything`,
  );
}

function repositoryAround(folder: string): boolean {
  return (
    existsSync(join(folder, '.git')) || (folder !== dirname(folder) && repositoryAround(dirname(folder)))
  );
}

function unknownCommit(ref: string, isShallow: boolean): UserError {
  return isShallow
    ? new UserError(
        exitCodes.usage,
        `this clone is shallow, and has no commit "${ref}"`,
        'fetch it: git fetch --unshallow, or fetch-depth: 0 in CI',
      )
    : new UserError(
        exitCodes.usage,
        `git knows no commit "${ref}"`,
        'name a branch, tag or commit that is there: git branch --all lists the branches',
      );
}

/**
 * The unstaged changes: before is the staged text, after the text in the working tree.
 * @throws UserError if git cannot tell
 */
export async function readUnstaged(root: string, leftOut: string[]): Promise<ChangedFile[]> {
  const found = await unstagedFiles(root, leftOut);
  if ('failed' in found) throw isDamaged('HEAD', found.failed);
  return found.files;
}

/** There is nothing staged of such files. */
function isInConflict([file, ...others]: string[]): UserError {
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  return new UserError(
    exitCodes.usage,
    `--staged: the conflicts in ${file}${more} are not resolved`,
    'resolve them and git add them',
  );
}

/** The repository exists, but objects are missing. */
function isDamaged(ref: string, reason: string): UserError {
  return new UserError(
    exitCodes.usage,
    `git cannot tell what changed since ${ref}: ${reason}`,
    `git diff ${ref} fetches what a partial clone lacks, and git fsck says what a damaged one does; without --since everything is audited`,
  );
}
