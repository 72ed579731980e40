import { lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { types } from 'node:util';

// Stored at load, before a suite can mock them and before they are watched.
const lstat = lstatSync;
const readlink = readlinkSync;
const real = realpathSync.native;

export interface RealPath {
  /** Absolute. */
  path: string;
  exists: boolean;
  /** The first missing parent folder, if any. */
  missing?: string;
}

/**
 * The real path of an argument of `node:fs`.
 * @param given as `node:fs` takes it; a file descriptor or handle has no path
 * @param follows whether the last link is followed too, as when a file is written
 */
export function realPath(given: unknown, follows: boolean): RealPath | undefined {
  const text = types.isUint8Array(given) ? textOf(given) : pathText(given);
  if (text === undefined) return undefined;
  if (typeof text !== 'string') return namedByBytes(text, follows);
  const path = sep === '/' && text.includes('..') ? withoutParents(text) : resolve(text);
  return follows || endsInFolder.test(text) ? followed(path, 0) : inFolder(path);
}

/** With a slash at the end, a path means the folder behind a link, not the link. */
const endsInFolder = /[\\/]\.{0,2}$/;

/** `..` after a link is the parent of the link's target, not of the link. */
function withoutParents(text: string): string {
  const start = isAbsolute(text) ? sep : process.cwd();
  return text
    .split(sep)
    .reduce((at, part) => (part === '..' ? dirname(realFolder(at) ?? at) : join(at, part)), start);
}

function pathText(given: unknown): string | undefined {
  if (typeof given === 'string') return given === '' ? undefined : given;
  if (!isUrl(given)) return undefined;
  try {
    return fileURLToPath(given);
  } catch {
    // Node refuses it too.
    return undefined;
  }
}

/** As Node recognises URLs: those of another realm or of a simulated browser count too. */
function isUrl(given: unknown): given is URL {
  const { href, protocol, auth, path } = (given ?? {}) as Record<string, unknown>;
  return Boolean(href && protocol) && auth === undefined && path === undefined;
}

/** The bytes themselves, if they are not valid text. */
function textOf(given: Uint8Array): string | Buffer {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
  const text = bytes.toString();
  return bytes.equals(Buffer.from(text)) ? text : bytes;
}

/** A path that no text can name counts as existing. */
function namedByBytes(bytes: Buffer, follows: boolean): RealPath {
  const cut = bytes.lastIndexOf(sep);
  const [folder, name] = [bytes.subarray(0, cut + 1), bytes.subarray(cut + 1)];
  const whole = follows || /^\.{0,2}$/.test(name.toString()) ? realBytes(bytes) : undefined;
  const within = folder.length === 0 ? Buffer.from('.') : folder;
  return { path: whole ?? join(realBytes(within) ?? resolve(shown(within)), shown(name)), exists: true };
}

function realBytes(bytes: Buffer): string | undefined {
  try {
    return shown(real(bytes, 'buffer'));
  } catch {
    return undefined;
  }
}

/** Different bytes always get different texts. */
function shown(bytes: Buffer): string {
  const text = textOf(bytes);
  return typeof text === 'string' ? text : `\uFFFD${bytes.toString('latin1')}`;
}

const maxLinks = 40;

function followed(path: string, links: number): RealPath {
  try {
    return { path: real(path), exists: true };
  } catch {
    const here = inFolder(path);
    // A link to a missing file: writing to the link makes the file.
    const target = here.exists && links < maxLinks ? linkTarget(here.path) : undefined;
    return target === undefined ? here : followed(resolve(dirname(here.path), target), links + 1);
  }
}

function linkTarget(path: string): string | undefined {
  try {
    return readlink(path);
  } catch {
    return undefined;
  }
}

/** Follows links in parent folders, but not the last one. */
function inFolder(path: string): RealPath {
  const rest: string[] = [];
  for (let folder = path; folder !== dirname(folder); ) {
    const name = folder.slice(dirname(folder).length).replace(/^[\\/]/, '');
    folder = dirname(folder);
    rest.unshift(name);
    const found = realFolder(folder);
    if (found === undefined) continue;
    const [first = ''] = rest;
    if (rest.length > 1) return { path: join(found, ...rest), exists: false, missing: join(found, first) };
    return { path: join(found, first), exists: exists(join(found, first)) };
  }
  return { path, exists: true };
}

function realFolder(path: string): string | undefined {
  try {
    return real(path);
  } catch {
    return undefined;
  }
}

function exists(path: string): boolean {
  try {
    return lstat(path) !== undefined;
  } catch {
    return false;
  }
}
