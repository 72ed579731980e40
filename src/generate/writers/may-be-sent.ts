import { spawnSync } from 'node:child_process';
import picomatch from 'picomatch';
import { gitEnvironment, safeArguments } from '../../discover/git-safety.ts';
import { exitCodes, UserError } from '../../errors.ts';
import { within } from '../../store/inside-root.ts';

/**
 * Which files of the project a writer may see: none that git ignores, none outside of the project, none that is
 * installed, and none that the user excludes.
 * @param root absolute, of the project itself
 * @param neverSend files, folders and globs, relative to the root
 */
export function mayBeSent(root: string, neverSend: readonly string[]): (file: string) => boolean {
  const globs = neverSend.map((glob) => glob.replaceAll('\\', '/').replace(/^\.\//, '').replace(/\/+$/, ''));
  const isKept = picomatch(
    globs.flatMap((glob) => [glob, `${glob}/**`]),
    { dot: true },
  );
  const isRepository = gitStatus(root, ['rev-parse', '--git-dir']) === 0;
  const known = new Map<string, boolean>();
  return (file) => {
    const decided =
      known.get(file) ??
      !(
        isOutside(file) ||
        within(root, file) === undefined ||
        isKept(file) ||
        (isRepository && isIgnored(root, file))
      );
    known.set(file, decided);
    return decided;
  };
}

function isOutside(file: string): boolean {
  return file.startsWith('..') || file.startsWith('/') || /(^|\/)(node_modules|\.git)\//i.test(file);
}

/** @throws UserError if git cannot tell: an ignored file must not be sent by mistake */
function isIgnored(root: string, file: string): boolean {
  const status = gitStatus(root, ['check-ignore', '-q', '--', file]);
  if (status === 0 || status === 1) return status === 0;
  throw new UserError(
    exitCodes.usage,
    `git does not say whether it ignores ${file}`,
    `run git check-ignore ${file} in ${root}, and mend what it says`,
  );
}

function gitStatus(root: string, args: string[]): number | null {
  return spawnSync('git', [...safeArguments, ...args], { cwd: root, stdio: 'ignore', env: gitEnvironment() })
    .status;
}
