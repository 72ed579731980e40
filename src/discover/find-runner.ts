import { readdirSync } from 'node:fs';
import { exitCodes, UserError } from '../errors.ts';
import type { TestRunner } from '../model/runner.ts';
import { findJest } from './jest.ts';
import { dependsOn, type Manifest } from './manifest.ts';
import { findMocha } from './mocha.ts';
import { runnerOfScript } from './test-script.ts';
import type { RunnerPackage } from './types.ts';
import { findVitest } from './vitest.ts';

/**
 * The test runner of the project: the one that its test script runs, or the one that it is set up for.
 * @throws UserError if there is none, or one of a version that is not supported
 */
export function findRunner(root: string, manifest: Manifest): RunnerPackage {
  const name = runnerOfScript(manifest) ?? runnerByFiles(root, manifest);
  if (name === 'node-test') return { name, version: process.versions.node, folder: '' };
  if (name === 'jest') return findJest(root);
  return name === 'mocha' ? findMocha(root) : findVitest(root, manifest);
}

/** How a project without a test script is seen to be set up for a test runner. */
const signs: { name: TestRunner['name']; packages: string[]; file: RegExp; key?: string }[] = [
  // The first: it often takes the place of another one that is still there.
  { name: 'vitest', packages: ['vitest'], file: /^vitest\.(config|workspace)\./ },
  { name: 'jest', packages: ['jest', 'ts-jest', '@jest/core'], file: /^jest\.config\./, key: 'jest' },
  { name: 'mocha', packages: ['mocha', 'ts-mocha'], file: /^\.mocharc\./, key: 'mocha' },
];

function runnerByFiles(root: string, manifest: Manifest): TestRunner['name'] | undefined {
  const files = filesIn(root);
  return signs.find(
    ({ packages, file, key }) =>
      (key !== undefined && key in manifest) ||
      files.some((each) => file.test(each)) ||
      packages.some((each) => dependsOn(manifest, each)),
  )?.name;
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(exitCodes.usage, `${folder} cannot be read: ${why}`, 'check its permissions');
  }
}
