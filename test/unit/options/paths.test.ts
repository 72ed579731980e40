import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { splitPattern, toRootPattern } from '../../../src/options/paths.ts';
import { toTestGlob } from '../../../src/options/test-globs.ts';
import { tempProject } from '../../helpers/temp-project.ts';

describe('a path as typed', () => {
  test('is read from the working directory and told from the root', () => {
    const root = tempProject({ 'src/a.ts': '' });
    expect(toRootPattern('a.ts', join(root, 'src'), root)).toBe('src/a.ts');
    expect(toRootPattern('../lib/*.ts', join(root, 'src'), root)).toBe('lib/*.ts');
    expect(toRootPattern(join(root, 'src'), root, root)).toBe('src');
    expect(toRootPattern('.', root, root)).toBe('.');
  });

  test('keeps its negation and its lines', () => {
    const root = tempProject({});
    expect(toRootPattern('!src/**', root, root)).toBe('!src/**');
    expect(toRootPattern('src/a.ts:3-9', root, root)).toBe('src/a.ts:3-9');
  });

  test.each(['../other.ts', '/', '..'])('%s is refused because it leads out of the project', (path) => {
    const root = tempProject({});
    expect(() => toRootPattern(path, root, root)).toThrow(`${path} is outside the project ${root}`);
  });

  test('that begins with two dots in its name only is inside', () => {
    const root = tempProject({});
    expect(toRootPattern('..generated.ts', root, root)).toBe('..generated.ts');
  });

  test('is followed through symbolic links, and refused if they lead out', () => {
    const outside = tempProject({ 'secret.ts': '' });
    const root = tempProject({ 'src/a.ts': '' });
    symlinkSync(join(root, 'src'), join(root, 'alias'), 'junction');
    symlinkSync(outside, join(root, 'out'), 'junction');
    expect(toRootPattern('alias/a.ts', root, root)).toBe('src/a.ts');
    expect(() => toRootPattern('out/secret.ts', root, root)).toThrow('outside the project');
  });
});

test('a pattern has a negation, a path and a range', () => {
  expect(splitPattern('!src/a.ts:3:1-9:80')).toEqual({ negated: true, path: 'src/a.ts', range: ':3:1-9:80' });
  expect(splitPattern('src/a:b.ts')).toEqual({ negated: false, path: 'src/a:b.ts', range: '' });
});

describe('--tests', () => {
  test('takes folders and files as well as globs', () => {
    const root = tempProject({ 'tests/[id].test.ts': '' });
    mkdirSync(join(root, 'tests', 'deep'));
    expect(toTestGlob('tests/deep', root)).toBe('tests/deep/**');
    expect(toTestGlob('.', root)).toBe('**');
    expect(toTestGlob('tests/[id].test.ts', root)).toBe('tests/\\[id\\].test.ts');
    expect(toTestGlob('tests/**/*.test.ts', root)).toBe('tests/**/*.test.ts');
  });

  test('refuses a path that does not exist', () => {
    expect(() => toTestGlob('tests/gone.test.ts', tempProject({}))).toThrow(
      '--tests: the path tests/gone.test.ts does not exist',
    );
  });
});
