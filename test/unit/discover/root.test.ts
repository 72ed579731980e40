import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findRoot } from '../../../src/discover/root.ts';
import { findVitest, isSupported } from '../../../src/discover/vitest.ts';
import { installedVitest, tempProject } from '../../helpers/temp-project.ts';

describe('the root', () => {
  test('is the nearest folder upwards with a package.json', () => {
    const root = tempProject({
      'package.json': '{ "name": "all" }',
      'packages/a/package.json': '{ "name": "a" }',
      'packages/a/src/x.ts': '',
    });
    expect(findRoot(join(root, 'packages', 'a', 'src'))).toBe(join(root, 'packages', 'a'));
    expect(findRoot(join(root, 'packages'))).toBe(root);
  });

  test('is not where a package.json only sets the module type', () => {
    const root = tempProject({
      'package.json': '{ "name": "all" }',
      'src/package.json': '{ "type": "module" }',
    });
    expect(findRoot(join(root, 'src'))).toBe(root);
  });

  test('is there even if that is all the package.json there is says', () => {
    const root = tempProject({ 'package.json': '{ "type": "module" }' });
    expect(findRoot(root)).toBe(root);
  });

  test('needs a package.json', () => {
    const root = tempProject({});
    expect(() => findRoot(root)).toThrow(`no package.json in ${root} or above it`);
  });

  test('needs a package.json that can be read', () => {
    const root = tempProject({ 'package.json': '{ "name": }' });
    expect(() => findRoot(root)).toThrow(`${join(root, 'package.json')} cannot be read: Unexpected token`);
  });
});

describe('Vitest', () => {
  test.each([
    ['3.1.4', false],
    ['3.2.0', true],
    ['4.0.0-beta.3', true],
    ['5.1.1', true],
    ['6.0.0', false],
    ['2.1.9', false],
  ])('%s: supported is %s', (version, supported) => {
    expect(isSupported(version)).toBe(supported);
  });

  test('is the one that the imports of the project lead to', () => {
    const root = tempProject({
      'package.json': '{ "name": "all" }',
      ...installedVitest('4.1.0'),
      'packages/a/package.json': '{ "name": "a" }',
    });
    expect(findVitest(join(root, 'packages', 'a'), {})).toEqual({
      name: 'vitest',
      version: '4.1.0',
      folder: join(root, 'node_modules', 'vitest'),
    });
  });

  test('of another version is refused, with what is supported', () => {
    const root = tempProject({ 'package.json': '{}', ...installedVitest('2.1.9') });
    expect(() => findVitest(root, {})).toThrow(
      expect.objectContaining({
        message: 'Vitest 2.1.9 is not supported',
        hint: expect.stringContaining('Vitest 3.2, 4 and 5'),
        exitCode: 2,
      }),
    );
  });

  test('that is declared and not there has to be installed, by the package manager in use', () => {
    const root = tempProject({ 'package.json': '{}', 'pnpm-lock.yaml': '' });
    expect(() => findVitest(root, { devDependencies: { vitest: '^5' } })).toThrow(
      expect.objectContaining({ message: 'Vitest is not installed', hint: `run pnpm install in ${root}` }),
    );
  });

  test.each([
    ['Jasmine', { devDependencies: { jasmine: '5' } }, {}],
    ["Bun's test runner", { scripts: { test: 'bun test' } }, {}],
  ])('is not %s, which is named', (runner, manifest, files) => {
    const root = tempProject({ 'package.json': '{}', ...files });
    expect(() => findVitest(root, manifest)).toThrow(
      `the tests in ${root} run with ${runner}, which realcov does not support yet`,
    );
  });

  test.each([
    [
      { scripts: { test: 'ava' } },
      /AVA starts a process or thread .*; StrykerJS runs it by its command runner, /,
    ],
    [
      { scripts: { test: 'bun test' } },
      /its tests run in Bun, .*; StrykerJS runs it by its command runner, /,
    ],
    [
      { scripts: { test: 'deno test' } },
      /its tests run in Deno, .*; StrykerJS runs it by its command runner, /,
    ],
    [
      { devDependencies: { karma: '^6' } },
      /; StrykerJS runs it \(.* @stryker-mutator\/karma-runner\), and realcov report /,
    ],
    [{ devDependencies: { '@cucumber/cucumber': '^12' } }, /@stryker-mutator\/cucumber-runner/],
  ])('of a project that tests otherwise: what it can do instead, and why, for %j', (manifest, hint) => {
    const root = tempProject({ 'package.json': '{}' });
    expect(() => findVitest(root, manifest)).toThrow(
      expect.objectContaining({ exitCode: 2, hint: expect.stringMatching(hint) }),
    );
  });

  test('may be missing without any other runner', () => {
    const root = tempProject({ 'package.json': '{}' });
    expect(() => findVitest(root, {})).toThrow(`no test runner found in ${root}`);
  });
});
