import { readdirSync } from 'node:fs';
import { exitCodes, UserError } from '../errors.ts';
import { findJest } from './jest.ts';
import { dependsOn, type Manifest } from './manifest.ts';
import { runnerOfScript } from './test-script.ts';
import type { RunnerPackage } from './types.ts';
import { findVitest } from './vitest.ts';

/**
 * The test runner of the project: the one that its test script runs, or the one that it is set up for.
 * @throws UserError if there is none, or one of a version that is not supported
 */
export function findRunner(root: string, manifest: Manifest): RunnerPackage {
  const named = runnerOfScript(manifest);
  const isJest = named === undefined ? isSetUpForJest(root, manifest) : named === 'jest';
  return isJest ? findJest(root) : findVitest(root, manifest);
}

/** Vitest, if it is set up for both: it often takes the place of a Jest that is still there. */
function isSetUpForJest(root: string, manifest: Manifest): boolean {
  const files = filesIn(root);
  const has = (pattern: RegExp) => files.some((file) => pattern.test(file));
  if (dependsOn(manifest, 'vitest') || has(/^vitest\.(config|workspace)\./)) return false;
  return (
    'jest' in manifest ||
    has(/^jest\.config\./) ||
    ['jest', 'ts-jest', '@jest/core'].some((name) => dependsOn(manifest, name))
  );
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(exitCodes.usage, `${folder} cannot be read: ${why}`, 'check its permissions');
  }
}
