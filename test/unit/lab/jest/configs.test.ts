import { expect, test } from 'vitest';
import { globalConfigFor, isCircus, projectConfigFor, runsTests } from '../../../../src/lab/jest/configs.ts';
import type { ProjectConfig } from '../../../../src/lab/jest/jest-api.ts';

const config = (changes: Partial<ProjectConfig>) =>
  ({ globals: {}, transform: [], cacheDirectory: '/home/cache', ...changes }) as unknown as ProjectConfig;
const how = {
  folder: '/lab',
  stubs: { runtime: '/lab/runtime.cjs', transform: '/lab/transform.cjs' },
  sources: ['/p/src/a+b.ts'],
};

test('every transformer of a project comes after ours, and sources that have none get it alone', () => {
  const { transform, cacheDirectory, runtime } = projectConfigFor(
    config({ transform: [['\\.ts$', '/p/node_modules/@swc/jest/index.js', { jsc: {} }]] }),
    how,
  );
  expect(transform).toEqual([
    ['\\.ts$', how.stubs.transform, { path: '/p/node_modules/@swc/jest/index.js', options: { jsc: {} } }],
    ['^(?:/p/src/a\\+b\\.ts)$', how.stubs.transform, {}],
  ]);
  expect(cacheDirectory.startsWith('/lab')).toBe(true);
  expect(runtime).toBe(how.stubs.runtime);
});

test('ts-jest does not check types, wherever its options stand', () => {
  const unchecked = { diagnostics: false, isolatedModules: true };
  const { transform, globals } = projectConfigFor(
    config({
      globals: { 'ts-jest': { tsconfig: 'a.json' }, other: 1 },
      transform: [['\\.ts$', '/p/node_modules/ts-jest/dist/index.js', { tsconfig: 'b.json' }]],
    }),
    how,
  );
  expect(transform[0]?.[2].options).toEqual({ tsconfig: 'b.json', ...unchecked });
  expect(globals).toEqual({ 'ts-jest': { tsconfig: 'a.json', ...unchecked }, other: 1 });
});

test('nothing is written, measured or stopped early', () => {
  expect(
    globalConfigFor({ rootDir: '/p', bail: 1, collectCoverage: true, updateSnapshot: 'all' }),
  ).toMatchObject({
    bail: 0,
    collectCoverage: false,
    updateSnapshot: 'none',
    ci: true,
    randomize: false,
  });
});

test.each([
  ['/p/node_modules/jest-circus/build/runner.js', true],
  ['/p/node_modules/jest-jasmine2/build/index.js', false],
  ['/p/jest-circus.js', false],
])('tests run with %s can be repeated: %s', (testRunner, is) => {
  expect(isCircus(config({ testRunner }))).toBe(is);
});

test.each([
  ['/p/node_modules/jest-runner/build/index.js', true],
  ['/p/node_modules/jest-runner-eslint/build/index.js', false],
])('%s runs tests: %s', (runner, is) => {
  expect(runsTests(config({ runner }))).toBe(is);
});
