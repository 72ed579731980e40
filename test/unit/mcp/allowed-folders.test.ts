import { symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { foldersOf, projectIn } from '../../../src/mcp/allowed-folders.ts';
import { tempProject } from '../../helpers/temp-project.ts';

const monorepo = () =>
  tempProject({
    'package.json': '{ "name": "all" }',
    'packages/shop/package.json': '{ "name": "shop" }',
    'packages/shop/src/a.ts': '',
  });

describe('the project that a tool works on', () => {
  test('is that of the first folder, or that of the one that was asked for', () => {
    const root = monorepo();
    expect(projectIn([root], undefined)).toBe(root);
    expect(projectIn([root], 'packages/shop')).toBe(join(root, 'packages/shop'));
    expect(projectIn([root], join(root, 'packages/shop/src'))).toBe(join(root, 'packages/shop'));
  });

  test.each(['..', '../..', '/', 'link'])('is none outside: %s', (asked) => {
    const root = monorepo();
    symlinkSync(dirname(root), join(root, 'link'));
    expect(() => projectIn([root], asked)).toThrow(
      expect.objectContaining({
        exitCode: 2,
        message: expect.stringContaining('lies outside of what this server may use'),
        hint: `give a folder in ${root}`,
      }),
    );
  });

  test('is none above, where the folder itself has no package.json', () => {
    const root = monorepo();
    expect(() => projectIn([join(root, 'packages')], undefined)).toThrow('there is no package.json in');
  });

  test('lies in any of several folders', () => {
    const [one, other] = [monorepo(), monorepo()];
    expect(projectIn([one, other], join(other, 'packages/shop'))).toBe(join(other, 'packages/shop'));
  });
});

test('the folders of a client are those of this machine', () => {
  const folder = tempProject({});
  expect(foldersOf([pathToFileURL(folder).href, 'https://example.com/', 'file://elsewhere/share'])).toEqual(
    process.platform === 'win32' ? expect.arrayContaining([folder]) : [folder],
  );
});
