import { spawnSync } from 'node:child_process';
import picomatch from 'picomatch';

/**
 * Which files of the project a writer may be shown: none that git ignores, none outside of the project, none that is
 * installed, and none that matches what the user keeps to themselves.
 * @param root absolute, of the project itself
 * @param neverSend files, folders and globs, relative to the root
 */
export function mayBeSent(root: string, neverSend: readonly string[]): (file: string) => boolean {
  const isKept = picomatch(
    neverSend.flatMap((glob) => [glob, `${glob}/**`]),
    { dot: true },
  );
  const known = new Map<string, boolean>();
  return (file) => {
    const decided = known.get(file) ?? !(isOutside(file) || isKept(file) || isIgnored(root, file));
    known.set(file, decided);
    return decided;
  };
}

function isOutside(file: string): boolean {
  return file.startsWith('..') || file.startsWith('/') || /(^|\/)node_modules\//.test(file);
}

/** Without git, or outside of a repository, nothing is ignored. */
function isIgnored(root: string, file: string): boolean {
  return spawnSync('git', ['check-ignore', '-q', '--', file], { cwd: root }).status === 0;
}
