import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findConfigFiles, ownFileNames, strykerFileNames } from '../../../src/config/find.ts';
import { tempProject } from '../../helpers/temp-project.ts';

test('the names are those that StrykerJS looks for', () => {
  expect(strykerFileNames).toHaveLength(16);
  expect(strykerFileNames.slice(0, 5)).toEqual([
    'stryker.conf.json',
    'stryker.conf.js',
    'stryker.conf.mjs',
    'stryker.conf.cjs',
    'stryker.config.json',
  ]);
  expect(strykerFileNames).toContain('.stryker.config.cjs');
});

test('the first name of each kind that exists in the root is taken', () => {
  const root = tempProject({
    'stryker.config.mjs': '',
    '.stryker.conf.json': '',
    'realcov.config.json': '',
    'realcov.config.ts': '',
  });
  expect(findConfigFiles(root, root, undefined)).toEqual({
    stryker: join(root, 'stryker.config.mjs'),
    own: join(root, 'realcov.config.ts'),
  });
});

test.each(ownFileNames)('%s is found by itself', (name) => {
  const root = tempProject({ [name]: '' });
  expect(findConfigFiles(root, root, undefined)).toEqual({ stryker: undefined, own: join(root, name) });
});

test('none is needed', () => {
  const root = tempProject({});
  expect(findConfigFiles(root, root, undefined)).toEqual({ stryker: undefined, own: undefined });
});

describe('the one that was asked for', () => {
  const root = () =>
    tempProject({
      'ci/stryker.json': '{}',
      'ci/realcov.ci.config.ts': '',
      'stryker.conf.json': '{}',
      'realcov.config.ts': '',
    });

  test('must exist, seen from the working directory', () => {
    expect(() => findConfigFiles(root(), root(), 'stryker.json')).toThrow(
      'the configuration file stryker.json does not exist',
    );
  });

  test('stands in for all others, and its name tells which kind it is', () => {
    const project = root();
    const ci = join(project, 'ci');
    expect(findConfigFiles(project, ci, 'stryker.json')).toEqual({
      stryker: join(ci, 'stryker.json'),
      own: undefined,
    });
    expect(findConfigFiles(project, ci, 'realcov.ci.config.ts')).toEqual({
      stryker: undefined,
      own: join(ci, 'realcov.ci.config.ts'),
    });
  });
});
