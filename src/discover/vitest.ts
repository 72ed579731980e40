import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { exitCodes, UserError } from '../errors.ts';
import { dependsOn, type Manifest, readManifest } from './manifest.ts';
import type { RunnerPackage } from './types.ts';
import { otherRunner, remedyFor } from './unsupported-runners.ts';

export const supported = 'Vitest 3.2, 4 and 5, Jest 29 and 30, Mocha 10, 11 and 12, and node:test';

/**
 * The Vitest that the project's own imports resolve to.
 * @throws UserError if there is none, or its version is not supported
 */
export function findVitest(root: string, manifest: Manifest): RunnerPackage {
  const folder = resolveVitest(root);
  if (folder === undefined) throw missing(root, manifest);
  const { version = 'of unknown version' } = readManifest(folder);
  if (isSupported(version)) return { name: 'vitest', version, folder };
  throw new UserError(
    exitCodes.usage,
    `Vitest ${version} is not supported`,
    `realcov works with ${supported}; install one of them in ${root}`,
  );
}

/** A pre-release counts as the version that it precedes. */
export function isSupported(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major === 4 || major === 5 || (major === 3 && minor >= 2);
}

function resolveVitest(root: string): string | undefined {
  try {
    return dirname(createRequire(join(root, 'package.json')).resolve('vitest/package.json'));
  } catch {
    return undefined;
  }
}

function missing(root: string, manifest: Manifest): UserError {
  if (dependsOn(manifest, 'vitest')) {
    return new UserError(
      exitCodes.usage,
      'Vitest is not installed',
      `run ${installCommand(root)} in ${root}`,
    );
  }
  const runner = otherRunner(root, manifest);
  return new UserError(
    exitCodes.usage,
    runner === undefined
      ? `no test runner found in ${root}`
      : `the tests in ${root} run with ${runner}, which realcov does not support yet`,
    `realcov works with ${supported}${runner === undefined ? '' : `; ${remedyFor(runner)}`}`,
  );
}

export function installCommand(folder: string): string {
  const lockFiles = { 'pnpm-lock.yaml': 'pnpm', 'yarn.lock': 'yarn', 'bun.lock': 'bun', 'bun.lockb': 'bun' };
  const found = Object.entries(lockFiles).find(([file]) => existsSync(join(folder, file)));
  return `${found?.[1] ?? 'npm'} install`;
}
