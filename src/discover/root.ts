import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { exitCodes, UserError } from '../errors.ts';
import { readManifest } from './manifest.ts';

/**
 * The real path of the project around a folder: the nearest folder upwards whose package.json has content. One that
 * only contains `{"type": "module"}` does not count if there is another further up.
 * @throws UserError if there is none
 */
export function findRoot(cwd: string): string {
  if (!existsSync(cwd)) throw new UserError(exitCodes.usage, `the folder ${cwd} does not exist`);
  const folders = withManifest(realpathSync(cwd));
  const root = folders.find((folder) => isProject(folder)) ?? folders[0];
  if (root !== undefined) return root;
  throw new UserError(
    exitCodes.usage,
    `no package.json in ${cwd} or above it`,
    'run realcov in the folder of a project that is tested with Vitest',
  );
}

function withManifest(folder: string): string[] {
  const here = existsSync(join(folder, 'package.json')) ? [folder] : [];
  return dirname(folder) === folder ? here : [...here, ...withManifest(dirname(folder))];
}

function isProject(folder: string): boolean {
  const { name, scripts, dependencies, devDependencies } = readManifest(folder);
  return Boolean(name ?? scripts ?? dependencies ?? devDependencies);
}
