/** What the rest of realcov has of the test runners it knows: the one file outside of their folders that imports from them. */
export { openVitestLab } from './vitest/open.ts';
export { plainLaunch } from './vitest/plain-launch.ts';
