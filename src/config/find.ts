import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { exitCodes, UserError } from '../errors.ts';

/** The file names StrykerJS looks for, in its order. */
export const strykerFileNames: readonly string[] = ['', '.'].flatMap((prefix) =>
  ['.conf', '.config'].flatMap((suffix) =>
    ['json', 'js', 'mjs', 'cjs'].map((extension) => `${prefix}stryker${suffix}.${extension}`),
  ),
);

/** The names of a file that holds nothing but realcov's own options, in the order in which they are looked for. */
export const ownFileNames: readonly string[] = ['ts', 'mts', 'js', 'mjs', 'json'].map(
  (extension) => `realcov.config.${extension}`,
);

/** Absolute paths of the files that options are read from; a project may have both. */
export interface ConfigFiles {
  /** Stryker's, with realcov's options under the key `realcov`. */
  stryker: string | undefined;
  /** realcov's own. */
  own: string | undefined;
}

/**
 * The configuration files: the one asked for and no other, else the first known name of each kind in the root.
 * @throws UserError if the one asked for does not exist
 */
export function findConfigFiles(root: string, cwd: string, asked: string | undefined): ConfigFiles {
  if (asked === undefined)
    return { stryker: firstOf(root, strykerFileNames), own: firstOf(root, ownFileNames) };
  const file = resolve(cwd, asked);
  if (existsSync(file))
    return isOwnFile(file) ? { stryker: undefined, own: file } : { stryker: file, own: undefined };
  throw new UserError(
    exitCodes.usage,
    `the configuration file ${asked} does not exist`,
    'check the path after --config, or leave it out: no configuration is needed',
  );
}

function firstOf(root: string, names: readonly string[]): string | undefined {
  return names.map((name) => join(root, name)).find((file) => existsSync(file));
}

/** By its name: `realcov.config.ts`, or `realcov.ci.config.ts` for one that is named on the command line. */
export function isOwnFile(file: string): boolean {
  return /^realcov\.(.+\.)?config\.(json|m?[jt]s)$/.test(basename(file));
}
