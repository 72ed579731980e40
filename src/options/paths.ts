import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { exitCodes, UserError } from '../errors.ts';
import { relativeTo } from '../system/paths.ts';

/**
 * A path or glob as the user typed it, made relative to the project root with `/` as separator. A leading `!` and
 * a trailing range of lines (`:3-9`) stay.
 * @throws UserError if it leads out of the root
 */
export function toRootPattern(typed: string, cwd: string, root: string): string {
  const { negated, path, range } = splitPattern(typed);
  const absolute = resolve(cwd, path);
  const real = existsSync(absolute) ? realpathSync(absolute) : absolute;
  const inside = relativeTo(root, real);
  if (inside === '..' || inside.startsWith('../') || resolve(root, inside) !== real) {
    throw new UserError(
      exitCodes.usage,
      `${typed} is outside the project ${root}`,
      'run realcov in the project that the path belongs to',
    );
  }
  return `${negated ? '!' : ''}${inside === '' ? '.' : inside}${range}`;
}

/** The parts of a pattern: `!`, the path or glob, and a range such as `:3-9` or `:3:1-9:80`. */
export function splitPattern(pattern: string): { negated: boolean; path: string; range: string } {
  const negated = pattern.startsWith('!');
  const [, path = '', range = ''] = /^(.*?)(:\d+(?::\d+)?-\d+(?::\d+)?)?$/s.exec(
    negated ? pattern.slice(1) : pattern,
  )!;
  return { negated, path, range };
}
