import { join } from 'node:path';
import { expect, test } from 'vitest';
import { configFileNames, findConfigFile } from '../../../src/config/find.ts';
import { tempProject } from '../../helpers/temp-project.ts';

test('the names are those that StrykerJS looks for', () => {
  expect(configFileNames).toHaveLength(16);
  expect(configFileNames.slice(0, 5)).toEqual([
    'stryker.conf.json',
    'stryker.conf.js',
    'stryker.conf.mjs',
    'stryker.conf.cjs',
    'stryker.config.json',
  ]);
  expect(configFileNames).toContain('.stryker.config.cjs');
});

test('the first name that exists in the root is taken', () => {
  const root = tempProject({ 'stryker.config.mjs': '', '.stryker.conf.json': '' });
  expect(findConfigFile(root, root, undefined)).toBe(join(root, 'stryker.config.mjs'));
});

test('none is needed', () => {
  const root = tempProject({});
  expect(findConfigFile(root, root, undefined)).toBeUndefined();
});

test('the one that was asked for must exist, seen from the working directory', () => {
  const root = tempProject({ 'ci/stryker.json': '{}', 'stryker.conf.json': '{}' });
  expect(findConfigFile(root, join(root, 'ci'), 'stryker.json')).toBe(join(root, 'ci', 'stryker.json'));
  expect(() => findConfigFile(root, root, 'stryker.json')).toThrow(
    'the configuration file stryker.json does not exist',
  );
});
