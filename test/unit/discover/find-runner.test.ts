import { describe, expect, test } from 'vitest';
import { findRunner } from '../../../src/discover/find-runner.ts';
import type { Manifest } from '../../../src/discover/manifest.ts';
import { tempProject } from '../../helpers/temp-project.ts';

const installed = (name: string, version: string) => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, version }),
});
const both = {
  ...installed('jest', '30.5.2'),
  ...installed('vitest', '5.1.1'),
  ...installed('mocha', '11.8.0'),
};

describe('the test runner of a project', () => {
  test.each([
    ['the one that its test script runs', { scripts: { test: 'jest' } }, {}, 'jest'],
    [
      'that of the script which test runs',
      { scripts: { test: 'npm run unit', unit: 'TZ=UTC jest' } },
      {},
      'jest',
    ],
    [
      'the one of the script, whatever else is there',
      { scripts: { test: 'vitest' }, devDependencies: { jest: '30' } },
      { 'jest.config.js': '' },
      'vitest',
    ],
    ['the one it depends on', { devDependencies: { 'ts-jest': '29' } }, {}, 'jest'],
    ['the one with a configuration file', {}, { 'jest.config.ts': '' }, 'jest'],
    ['the one with a configuration in package.json', { jest: {} }, {}, 'jest'],
    ['Vitest where both are set up', { devDependencies: { jest: '30', vitest: '5' } }, {}, 'vitest'],
    [
      'Vitest with its configuration',
      { devDependencies: { jest: '30' } },
      { 'vitest.config.ts': '' },
      'vitest',
    ],
    ['the one that is there', {}, {}, 'vitest'],
    [
      'Mocha of the test script',
      { scripts: { test: 'c8 mocha' }, devDependencies: { jest: '30' } },
      {},
      'mocha',
    ],
    ['Mocha with its configuration', {}, { '.mocharc.cjs': '' }, 'mocha'],
    [
      'node:test of the test script',
      { scripts: { test: 'node --test' }, devDependencies: { mocha: '11' } },
      {},
      'node-test',
    ],
    ['Jest where Mocha is only depended on', { jest: {}, devDependencies: { mocha: '11' } }, {}, 'jest'],
  ])('is %s', (_, manifest, files, name) => {
    const root = tempProject({ 'package.json': '{}', ...both, ...files });
    expect(findRunner(root, manifest as Manifest)).toMatchObject({ name });
  });

  test.each(['28.1.3', '31.0.0', '27.5.1'])('is not Jest %s', (version) => {
    const root = tempProject({ 'package.json': '{}', ...installed('jest', version) });
    expect(() => findRunner(root, { scripts: { test: 'jest' } })).toThrow(
      expect.objectContaining({
        message: `Jest ${version} is not supported`,
        hint: expect.stringContaining('Jest 29 and 30'),
        exitCode: 2,
      }),
    );
  });

  test.each(['9.2.2', '13.0.0'])('is not Mocha %s', (version) => {
    const root = tempProject({ 'package.json': '{}', ...installed('mocha', version) });
    expect(() => findRunner(root, { scripts: { test: 'mocha' } })).toThrow(
      expect.objectContaining({
        message: `Mocha ${version} is not supported`,
        hint: expect.stringContaining('Mocha 10, 11 and 12'),
      }),
    );
  });

  test('that is not installed has to be', () => {
    const root = tempProject({ 'package.json': '{}', 'yarn.lock': '' });
    expect(() => findRunner(root, { scripts: { test: 'jest' } })).toThrow(
      expect.objectContaining({ message: 'Jest is not installed', hint: `run yarn install in ${root}` }),
    );
  });
});
