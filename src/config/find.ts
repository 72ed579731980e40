import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { exitCodes, UserError } from '../errors.ts';

/** The file names StrykerJS looks for, in its order. */
export const configFileNames: readonly string[] = ['', '.'].flatMap((prefix) =>
  ['.conf', '.config'].flatMap((suffix) =>
    ['json', 'js', 'mjs', 'cjs'].map((extension) => `${prefix}stryker${suffix}.${extension}`),
  ),
);

/**
 * The absolute path of the configuration file: the one asked for, else the first known name in the root.
 * @throws UserError if the one asked for does not exist
 */
export function findConfigFile(root: string, cwd: string, asked: string | undefined): string | undefined {
  if (asked === undefined) {
    return configFileNames.map((name) => join(root, name)).find((file) => existsSync(file));
  }
  const file = resolve(cwd, asked);
  if (existsSync(file)) return file;
  throw new UserError(
    exitCodes.usage,
    `the configuration file ${asked} does not exist`,
    'check the path after --config, or leave it out: no configuration is needed',
  );
}
