/** Chooses the test runner. This is the only file outside of the runners' folders that imports from them. */
export { openJestLab } from './jest/open.ts';
export { openMochaLab } from './mocha/open.ts';
export { openNodeTestLab } from './node-test/open.ts';
export { openVitestLab } from './vitest/open.ts';
export { plainLaunch } from './vitest/plain-launch.ts';
