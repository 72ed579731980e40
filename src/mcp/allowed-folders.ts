import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findRoot } from '../discover/root.ts';
import { exitCodes, UserError } from '../errors.ts';
import { isInside } from '../store/inside-root.ts';

/** Folders that a server may work in, the first of them where nothing else is said. */
export type Allowed = readonly string[];

/**
 * The folders of a client's roots, as far as they are folders of this machine.
 * @param uris such as `file:///home/somebody/shop`
 */
export function foldersOf(uris: readonly string[]): string[] {
  return uris.filter((uri) => uri.startsWith('file://')).flatMap(folderOf);
}

/** The path of a URI of another system is none here. */
function folderOf(uri: string): string[] {
  try {
    return [fileURLToPath(uri)];
  } catch {
    return [];
  }
}

/**
 * The project that a tool works on.
 * @param asked a folder in it, absolute or relative to the first that is allowed
 * @returns its real path
 * @throws UserError unless it lies in one of the folders that are allowed, links followed
 */
export function projectIn(allowed: Allowed, asked: string | undefined): string {
  const folder = resolve(allowed[0] ?? '.', asked ?? '.');
  if (!existsSync(folder))
    throw new UserError(exitCodes.usage, `the folder ${folder} does not exist`, hint(allowed));
  const real = realpathSync(folder);
  if (!isAllowed(allowed, real))
    throw new UserError(exitCodes.usage, `${folder} lies outside of what this server may use`, hint(allowed));
  const root = findRoot(real);
  if (isAllowed(allowed, root)) return root;
  throw new UserError(
    exitCodes.usage,
    `there is no package.json in ${folder}`,
    'name the folder of a project with `project`, or start the server in one',
  );
}

function isAllowed(allowed: Allowed, real: string): boolean {
  return allowed.some((folder) => existsSync(folder) && isInside(realpathSync(folder), real));
}

function hint(allowed: Allowed): string {
  return `give a folder in ${allowed.join(' or ')}`;
}
