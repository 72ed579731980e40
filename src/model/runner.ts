/** What runs the tests of a project. */
export interface TestRunner {
  name: 'vitest' | 'jest' | 'mocha' | 'node-test';
  version: string;
}

/** How it is called in text. */
export const runnerTitles: Record<TestRunner['name'], string> = {
  vitest: 'Vitest',
  jest: 'Jest',
  mocha: 'Mocha',
  'node-test': 'node:test',
};
