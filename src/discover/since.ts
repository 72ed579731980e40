import { exitCodes, UserError } from '../errors.ts';
import { git, parts } from './git.ts';
import type { LineRange } from './types.ts';

/**
 * The lines that changed since the merge base of a ref and HEAD, by file relative to the root: committed, staged,
 * and in the working tree; a new file counts as a whole. Where lines were only removed, the lines around count.
 * @throws UserError outside a repository, or if the ref is unknown
 */
export async function changedSince(root: string, ref: string): Promise<Record<string, LineRange[]>> {
  const base = await mergeBase(root, ref);
  const diff = await git(root, [
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
  const untracked = await git(root, ['ls-files', '-z', '--others', '--exclude-standard']);
  if (diff === undefined || untracked === undefined) {
    throw new UserError(
      exitCodes.usage,
      `git cannot tell what changed since ${ref}`,
      `try: git diff ${base}`,
    );
  }
  const whole: LineRange[] = [[1, Number.MAX_SAFE_INTEGER]];
  return { ...parseDiff(diff), ...Object.fromEntries(parts(untracked).map((file) => [file, whole])) };
}

async function mergeBase(root: string, ref: string): Promise<string> {
  if ((await git(root, ['rev-parse', '--git-dir'])) === undefined) {
    throw new UserError(
      exitCodes.usage,
      `--since needs a git repository, and ${root} is in none`,
      'leave --since out to audit everything; if there is a repository, git status says what is wrong with it',
    );
  }
  const commit = await git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
  if (commit === undefined) {
    throw new UserError(
      exitCodes.usage,
      `git knows no commit "${ref}"`,
      'name a branch, tag or commit; a shallow clone may have to fetch it first',
    );
  }
  const base = await git(root, ['merge-base', commit.trim(), 'HEAD']);
  if (base !== undefined) return base.trim();
  throw new UserError(
    exitCodes.usage,
    `${ref} and HEAD have no common commit here`,
    'fetch more of the history: git fetch --unshallow, or fetch-depth: 0 in CI',
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
  const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r', '"': '"', '\\': '\\' };
  return quoted.slice(1, -1).replace(/\\(.)/g, (_, letter: string) => escapes[letter] ?? letter);
}
