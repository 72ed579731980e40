/** The key by which what lies in a project is known to be written by this user on this machine. */

import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  type Stats,
} from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { exitCodes, UserError } from '../errors.ts';
import { createOwnFile } from '../system/whole-file.ts';
import { isInside } from './inside-root.ts';

/** Holds the key where machines come and go, as in CI. */
export const keyVariable = 'REALCOV_STATE_KEY';

/** Of the key that is made, in bytes; of one that is given, in characters. */
const keyBytes = 32;
const minCharacters = 32;

let taken: string | undefined;

/** Takes the key out of the environment, which whatever the project runs inherits. */
export function takeKey(env: NodeJS.ProcessEnv = process.env): void {
  taken = env[keyVariable];
  delete env[keyVariable];
}

/** The key, or why there is none that could be trusted. */
export type OwnKey = { key: Buffer } | { problem: string };

export interface Surroundings {
  env: NodeJS.ProcessEnv;
  platform: NodeJS.Platform;
}

/**
 * The key of the environment, else that of the user's own cache folder, which is made on first use.
 * @param root of the project, in which the key must not lie: others could have put it there
 * @throws UserError for one of the environment that can be guessed
 */
export function ownKey(root: string, { env, platform }: Surroundings = process): OwnKey {
  const given = env[keyVariable] ?? taken;
  if (given) return { key: fromEnvironment(given) };
  const folder = join(cacheFolder({ env, platform }), 'realcov');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const problem = problemWith(folder, lstatSync(folder), root);
    return problem === undefined ? keyIn(folder, root) : { problem };
  } catch (error) {
    return { problem: `no key can be kept in ${folder}: ${(error as Error).message}` };
  }
}

function fromEnvironment(text: string): Buffer {
  if (text.length >= minCharacters) return Buffer.from(text);
  throw new UserError(
    exitCodes.usage,
    `${keyVariable} is too short to be a key: ${text.length} of at least ${minCharacters} characters`,
    'make one with: openssl rand -hex 32',
  );
}

/** Where programs of a user keep what can be made anew. */
function cacheFolder({ env, platform }: Surroundings): string {
  const { XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = env;
  if (xdg && isAbsolute(xdg)) return xdg;
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  if (platform === 'win32') return local || join(homedir(), 'AppData', 'Local');
  return join(homedir(), '.cache');
}

function keyIn(folder: string, root: string): OwnKey {
  const path = join(folder, 'state-key');
  if (!lstatSync(path, { throwIfNoEntry: false }))
    createOwnFile(path, `${randomBytes(keyBytes).toString('hex')}\n`);
  const file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    const problem = problemWith(path, fstatSync(file), root);
    if (problem !== undefined) return { problem };
    const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex');
    return key.length === keyBytes ? { key } : { problem: `${path} is no key; remove it` };
  } finally {
    closeSync(file);
  }
}

/** Why others may have written it, undefined if only the user can have. */
function problemWith(path: string, stats: Stats, root: string): string | undefined {
  if (stats.isSymbolicLink()) return `${path} is a link`;
  if (isInside(realpathSync(root), realpathSync(path)))
    return `${path} lies in the project, where others may have put it`;
  // Elsewhere the folders of a user are closed to others.
  const user = process.getuid?.();
  if (user === undefined) return undefined;
  if (stats.uid !== user) return `${path} belongs to another user`;
  const open = stats.isDirectory() ? 0o022 : 0o077;
  return (stats.mode & open) === 0 ? undefined : `${path} is open to other users: chmod go= ${path}`;
}
