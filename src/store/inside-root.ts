/** Paths that stay in the project, whatever the files say and whichever links there are that others put into it. */
import { lstatSync, realpathSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { exitCodes, UserError } from '../errors.ts';
import { readPlainFile } from '../system/plain-file.ts';

/**
 * Where a name from a file is that others may have written.
 * @param name relative to the root, which may not be there yet
 * @returns the absolute path; undefined if it leads out of the root, by itself or over a link
 */
export function within(root: string, name: string): string | undefined {
  const path = resolve(root, name);
  if (isAbsolute(name) || !isInside(root, path)) return undefined;
  const real = realPathOf(path);
  return real !== undefined && isInside(realpathSync(root), real) ? path : undefined;
}

/**
 * The same for code alone: others may have named a file with keys, such as `.git/config` or `.env`, or a link to it.
 */
export function codeWithin(root: string, name: string): string | undefined {
  const path = within(root, name);
  return path !== undefined && isCode(path) && isCode(realPathOf(path) ?? '') ? path : undefined;
}

function isCode(path: string): boolean {
  return /\.[cm]?[jt]sx?$/i.test(path) && !path.split(/[\\/]/).includes('.git');
}

/** The text of a source or a test that a report names; undefined if there is none, or if the file is no code. */
export function readCode(root: string, name: string): string | undefined {
  return codeWithin(root, name) === undefined ? undefined : readWithin(root, name);
}

/** The text of a file that such a name is of; undefined if there is none, or if it lies outside of the root. */
export function readWithin(root: string, name: string): string | undefined {
  const path = within(root, name);
  try {
    return path === undefined ? undefined : readPlainFile(path);
  } catch {
    return undefined;
  }
}

/**
 * Where something may be written, or removed, below the root.
 * @throws UserError if that would be done outside, such as through a link
 */
export function writableWithin(
  root: string,
  name: string,
  hint = 'remove the link, then run it again',
): string {
  const path = within(root, name);
  if (path !== undefined) return plain(path, name);
  const link = isInside(root, resolve(root, name)) ? linkOnTheWay(root, name) : undefined;
  throw new UserError(
    exitCodes.usage,
    link === undefined
      ? `${name} lies outside of the project, where nothing is written`
      : `${link} is a link that leads out of the project, and nothing is written through it`,
    hint,
  );
}

/**
 * A file that has another name as well is changed there too, and what is no file never comes to its end.
 * @throws UserError for either
 */
function plain(path: string, name: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined || stat.isDirectory() || (stat.isFile() && stat.nlink === 1)) return path;
  throw new UserError(
    exitCodes.usage,
    stat.isFile()
      ? `${name} is a hard link: what is written to it would be written to another file too`
      : `${name} is neither a file nor a folder`,
    'remove it, then run it again',
  );
}

/** Removes a file below the root, if there is one; nothing that lies outside. */
export function removeWithin(root: string, name: string): void {
  const path = within(root, name);
  if (path !== undefined) rmSync(path, { force: true });
}

/** Whether a path is a folder or anything below it. Read from the paths alone. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Of what is not there yet, that of the nearest folder that is. Undefined for a link to nothing. */
function realPathOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    if (isLink(path)) return undefined;
    const above = dirname(path) === path ? path : realPathOf(dirname(path));
    return above === undefined ? undefined : join(above, basename(path));
  }
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

function linkOnTheWay(root: string, name: string): string | undefined {
  const parts = relative(root, resolve(root, name)).split(sep);
  return parts
    .map((_, index) => parts.slice(0, index + 1).join('/'))
    .find((part) => within(root, part) === undefined);
}
