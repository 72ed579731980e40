import { statSync } from 'node:fs';
import { join } from 'node:path';
import picomatch from 'picomatch';
import { exitCodes, UserError } from '../errors.ts';

/**
 * A file, folder or glob of `--tests` as a glob: a folder stands for all that is in it.
 * @param pattern relative to the root
 * @throws UserError for a path that does not exist
 */
export function toTestGlob(pattern: string, root: string): string {
  const stat = statSync(join(root, pattern), { throwIfNoEntry: false });
  if (stat?.isDirectory()) return pattern === '.' ? '**' : `${escapeGlob(pattern)}/**`;
  if (stat) return escapeGlob(pattern);
  if (picomatch.scan(pattern).isGlob || pattern.startsWith('!')) return pattern;
  throw new UserError(
    exitCodes.usage,
    `--tests: the path ${pattern} does not exist`,
    'give test files, folders or globs of the project, in quotation marks if they have * in them',
  );
}

/** The characters that a path may hold (`[id].test.ts`) and a glob reads otherwise. */
function escapeGlob(path: string): string {
  return path.replace(/[\\*?[\]{}()!+@|]/g, '\\$&');
}
