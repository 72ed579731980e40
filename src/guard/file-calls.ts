import { constants, lstatSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Access } from './policy.ts';
import { realPath } from './real-path.ts';

/** The changes that a call of `node:fs` with these arguments makes. */
type Reading = (args: readonly unknown[]) => (Access | undefined)[];

/** The calls that change something, by their names in `node:fs/promises`. All variants have the same arguments. */
export const fileCalls: Record<string, Reading> = {
  writeFile: ([path]) => [write(path)],
  appendFile: ([path]) => [write(path)],
  truncate: ([path]) => [write(path)],
  chmod: ([path]) => [write(path)],
  chown: ([path]) => [write(path)],
  utimes: ([path]) => [write(path)],
  lchmod: ([path]) => [entry(path)],
  lchown: ([path]) => [entry(path)],
  lutimes: ([path]) => [entry(path)],
  open: ([path, flags]) => (writes(flags) ? [write(path)] : []),
  readFile: ([path, options]) => (writes(flagOf(options)) ? [write(path)] : []),
  copyFile: ([, to]) => [write(to)],
  cp: ([from, to]) => copied(from, to),
  mkdir: ([path]) => [folder(path)],
  mkdtemp: ([prefix]) => [entry(`${textOf(prefix)}XXXXXX`)],
  mkdtempDisposable: ([prefix]) => [entry(`${textOf(prefix)}XXXXXX`)],
  symlink: ([, path]) => [entry(path)],
  // The new name is the same file, so writing to it changes the old one.
  link: ([existing, path]) => [entry(existing), entry(path)],
  unlink: ([path]) => [remove(path)],
  rmdir: ([path]) => [remove(path)],
  rm: ([path]) => [remove(path)],
  rename: ([from, to]) => [remove(from), entry(to)],
};

function write(given: unknown): Access | undefined {
  return accessTo('write', given, true);
}

/** The path itself, even if it is a link. */
function entry(given: unknown): Access | undefined {
  return accessTo('write', given, false);
}

function remove(given: unknown): Access | undefined {
  return accessTo('remove', given, false);
}

/** An existing folder does not change. */
function folder(given: unknown): Access | undefined {
  const access = accessTo('write', given, true);
  return access?.exists && isFolder(access.path) ? undefined : access;
}

function accessTo(kind: Access['kind'], given: unknown, follows: boolean): Access | undefined {
  const found = realPath(given, follows);
  return (
    found && {
      kind,
      path: found.path,
      exists: found.exists,
      ...(found.missing !== undefined && { makes: found.missing }),
    }
  );
}

// Stored at load, before a suite can mock them.
const lstat = lstatSync;
const stat = statSync;
const list = readdirSync;

function isFolder(path: string): boolean {
  return lstat(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Copying a folder over another one overwrites files with the same names. */
function copied(from: unknown, to: unknown): (Access | undefined)[] {
  const [source, target] = [realPath(from, true), realPath(to, true)];
  if (!source?.exists || !target?.exists || !isFolder(source.path) || !isFolder(target.path))
    return [entry(to), write(to)];
  return inFolder(source.path, target.path);
}

function inFolder(from: string, to: string): (Access | undefined)[] {
  return list(from).flatMap((name) => {
    const [source, target] = [join(from, name), join(to, name)];
    const isThere = stat(target, { throwIfNoEntry: false })?.isDirectory() === true;
    if (isFolder(source) && isThere) return inFolder(source, target);
    return [entry(target), write(target)];
  });
}

function textOf(given: unknown): string {
  return typeof given === 'string' ? given : String(given);
}

function flagOf(options: unknown): unknown {
  return typeof options === 'object' && options !== null ? (options as { flag?: unknown }).flag : undefined;
}

const writingFlags =
  constants.O_WRONLY | constants.O_RDWR | constants.O_CREAT | constants.O_TRUNC | constants.O_APPEND;

/** Flags of `fs.open`: text such as `w+`, or numbers. Anything else fails in Node. */
function writes(flags: unknown): boolean {
  if (typeof flags === 'number') return (flags & writingFlags) !== 0;
  return typeof flags === 'string' && /[wax+]/.test(flags);
}
