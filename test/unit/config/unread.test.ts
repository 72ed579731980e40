import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { unreadConfigs } from '../../../src/config/unread.ts';
import { tempProject } from '../../helpers/temp-project.ts';

/** The files that are named, of a project that has these. */
function named(files: string[], read?: string): string[] {
  const root = tempProject(Object.fromEntries(files.map((file) => [file, '{}'])));
  return unreadConfigs(root, {}, read === undefined ? [] : [join(root, read)]).map(({ file }) => file ?? '');
}

describe('a file in which somebody may have put options is named', () => {
  test.each([
    'realcov.config.cjs',
    'realcov.config.yaml',
    'realcov.conf.json',
    'realcov.json',
    '.realcovrc',
    '.realcovrc.json',
    '.realcovrc.yml',
    'stryker.config.ts',
    '.stryker.conf.mts',
  ])('%s', (file) => {
    expect(named([file])).toEqual([file]);
    expect(named([file, 'stryker.conf.json'], 'stryker.conf.json')).toEqual([file]);
  });

  test('and that of several which StrykerJS has is not read', () => {
    const files = ['stryker.conf.json', 'stryker.config.mjs'];
    expect(named(files, 'stryker.conf.json')).toEqual(['stryker.config.mjs']);
    expect(named(files, 'stryker.config.mjs'), 'it was named with --config').toEqual([]);
  });

  test("and that of several of realcov's own which is not read", () => {
    const files = ['realcov.config.ts', 'realcov.config.mjs', 'realcov.ci.config.ts'];
    expect(named(files, 'realcov.config.ts')).toEqual(['realcov.config.mjs']);
    expect(named(files, 'realcov.ci.config.ts'), 'it was named with --config').toEqual([]);
  });

  test('but nothing else', () => {
    expect(named(['realcov.md', 'realcov-notes.json', 'vitest.config.ts', 'stryker.log'])).toEqual([]);
    expect(named(['stryker.conf.json'], 'stryker.conf.json')).toEqual([]);
    expect(named(['.realcov/accepted.json', 'realcov.config.ts/x'])).toEqual([]);
  });
});

test('each comes with what to do', () => {
  const root = tempProject({ '.realcovrc': '', 'stryker.config.ts': '', 'stryker.config.json': '{}' });
  expect(unreadConfigs(root, { realcov: {} }, [join(root, 'stryker.config.json')])).toEqual([
    {
      kind: 'config-unread',
      file: '.realcovrc',
      message: 'it is not read: put these options under the key "realcov" in stryker.config.json',
    },
    {
      kind: 'config-unread',
      file: 'stryker.config.ts',
      message: 'it is not read: write it as stryker.config.mjs or stryker.config.json',
    },
    {
      kind: 'config-unread',
      file: 'package.json',
      message:
        'its key "realcov" is not read: put these options under the key "realcov" in stryker.config.json',
    },
  ]);
});

test("where there is a file of realcov's own, options belong into it", () => {
  const root = tempProject({
    '.realcovrc': '',
    'realcov.config.mts': '',
    'realcov.config.js': '',
    'stryker.conf.json': '{}',
  });
  const read = ['realcov.config.mts', 'stryker.conf.json'].map((name) => join(root, name));
  expect(unreadConfigs(root, {}, read).map(({ file, message }) => `${file}: ${message}`)).toEqual([
    '.realcovrc: it is not read: put these options in realcov.config.mts',
    'realcov.config.js: it is not read, for realcov.config.mts is: leave one of them, or name it with --config',
  ]);
});
