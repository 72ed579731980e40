import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { exitCodes, UserError } from '../errors.ts';
import { askGit, git, parts } from './git.ts';
import type { LineRange } from './types.ts';

/**
 * The lines that changed since the merge base of a ref and HEAD, by file relative to the root: committed, staged,
 * and in the working tree; a new file counts as a whole. Where lines were only removed, the lines around count.
 * @throws UserError outside a repository, or if the ref is unknown
 */
export async function changedSince(root: string, ref: string): Promise<Record<string, LineRange[]>> {
  const base = await mergeBase(root, ref);
  const diff = await askGit(root, [
    'diff',
    '--unified=0',
    '--no-color',
    '--no-ext-diff',
    '--no-textconv',
    '--relative',
    '--src-prefix=a/',
    '--dst-prefix=b/',
    base,
    '--',
    '.',
  ]);
  const untracked = await askGit(root, ['ls-files', '-z', '--others', '--exclude-standard']);
  if ('failed' in diff) throw isDamaged(ref, diff.failed);
  if ('failed' in untracked) throw isDamaged(ref, untracked.failed);
  const whole: LineRange[] = [[1, Number.MAX_SAFE_INTEGER]];
  return {
    ...parseDiff(diff.printed),
    ...Object.fromEntries(parts(untracked.printed).map((file) => [file, whole])),
  };
}

async function mergeBase(root: string, ref: string): Promise<string> {
  const folder = await askGit(root, ['rev-parse', '--git-dir']);
  if ('failed' in folder) throw noRepository(root, folder.failed);
  const commit = await git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
  const isShallow = (await git(root, ['rev-parse', '--is-shallow-repository']))?.trim() === 'true';
  if (commit === undefined) throw unknownCommit(ref, isShallow);
  const base = await askGit(root, ['merge-base', commit.trim(), 'HEAD']);
  if ('printed' in base) return base.printed.trim();
  // It says nothing where there is no such commit.
  if (base.failed !== '') throw isDamaged(ref, base.failed);
  throw new UserError(
    exitCodes.usage,
    `${ref} and HEAD have no common commit ${isShallow ? 'in this shallow clone' : 'here'}`,
    isShallow
      ? 'fetch the history: git fetch --unshallow, or fetch-depth: 0 in CI'
      : 'name a branch, tag or commit that HEAD comes from',
  );
}

function noRepository(root: string, reason: string): UserError {
  if (/dubious ownership/.test(reason))
    return new UserError(
      exitCodes.usage,
      `--since needs git, which does not trust ${root}, as another user owns it`,
      `if you trust it: git config --global --add safe.directory ${root}`,
    );
  if (reason === 'git is not installed')
    return new UserError(exitCodes.usage, `--since needs git: ${reason}`, 'install it, or leave --since out');
  if (repositoryAround(root))
    return new UserError(
      exitCodes.usage,
      `git cannot read the repository of ${root}: ${reason}`,
      'git status and git fsck say what is wrong with it; without --since everything is audited',
    );
  return new UserError(
    exitCodes.usage,
    `--since needs a git repository, and ${root} is in none`,
    'leave --since out to audit everything',
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

/** The repository is there, and lacks something. */
function isDamaged(ref: string, reason: string): UserError {
  return new UserError(
    exitCodes.usage,
    `git cannot tell what changed since ${ref}: ${reason}`,
    `git diff ${ref} fetches what a partial clone lacks, and git fsck says what a damaged one does; without --since everything is audited`,
  );
}

/** The changed lines of the new side of a diff made with `--unified=0`. */
export function parseDiff(diff: string): Record<string, LineRange[]> {
  const changes: Record<string, LineRange[]> = {};
  let file: string | undefined;
  let linesLeft = 0;
  for (const line of diff.split('\n')) {
    const hunk = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (linesLeft > 0) linesLeft -= line.startsWith('\\') ? 0 : 1;
    else if (line.startsWith('+++ ')) file = newPath(line);
    else if (hunk && file !== undefined) {
      const [from, count] = [Number(hunk[2]), Number(hunk[3] ?? 1)];
      linesLeft = Number(hunk[1] ?? 1) + count;
      changes[file] = [
        ...(changes[file] ?? []),
        count > 0 ? [from, from + count - 1] : [Math.max(from, 1), from + 1],
      ];
    }
  }
  return changes;
}

/** Undefined for a deleted file. Git quotes a path with characters that would break the line. */
function newPath(line: string): string | undefined {
  const path = line.slice('+++ '.length).replace(/\t$/, '');
  const plain = path.startsWith('"') ? unquote(path) : path;
  return plain === '/dev/null' ? undefined : plain.slice('b/'.length);
}

function unquote(quoted: string): string {
  const escapes: Record<string, string> = {
    ...{ n: '\n', t: '\t', r: '\r', '"': '"', '\\': '\\' },
    ...{ a: '\u0007', b: '\b', f: '\f', v: '\v' },
  };
  return quoted
    .slice(1, -1)
    .replace(/\\([0-7]{3}|.)/g, (_, code: string) =>
      code.length === 3 ? String.fromCharCode(Number.parseInt(code, 8)) : (escapes[code] ?? code),
    );
}
