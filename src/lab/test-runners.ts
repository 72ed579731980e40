/**
 * The test runners that realcov can drive, one folder each. A new one begins here; what else it needs does not compile until it
 * is there, but for finding it in a project (`src/discover/find-runner.ts`). Nothing else imports from the runners' folders.
 */
import type { TestRunner } from '../model/runner.ts';
import { openJestLab } from './jest/open.ts';
import { openMochaLab } from './mocha/open.ts';
import { openNodeTestLab } from './node-test/open.ts';
import { openVitestLab } from './vitest/open.ts';

export const openers = {
  vitest: openVitestLab,
  jest: openJestLab,
  mocha: openMochaLab,
  'node-test': openNodeTestLab,
} satisfies Record<TestRunner['name'], unknown>;

export { heldArguments } from './jest/held-arguments.ts';
export { plainLaunch } from './vitest/plain-launch.ts';
