import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { exitCodes, UserError } from '../errors.ts';
import { readManifest } from './manifest.ts';
import type { RunnerPackage } from './types.ts';
import { installCommand, supported } from './vitest.ts';

/**
 * The Mocha that the project's own imports lead to.
 * @throws UserError if there is none, or one of a version that is not supported
 */
export function findMocha(root: string): RunnerPackage {
  const folder = resolveMocha(root);
  if (folder === undefined)
    throw new UserError(exitCodes.usage, 'Mocha is not installed', `run ${installCommand(root)} in ${root}`);
  const { version = 'of unknown version' } = readManifest(folder);
  if (/^(10|11|12)\./.test(version)) return { name: 'mocha', version, folder };
  throw new UserError(
    exitCodes.usage,
    `Mocha ${version} is not supported`,
    `realcov works with ${supported}; install one of them in ${root}`,
  );
}

function resolveMocha(root: string): string | undefined {
  try {
    return dirname(createRequire(join(root, 'package.json')).resolve('mocha/package.json'));
  } catch {
    return undefined;
  }
}
