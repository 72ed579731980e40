import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { discover, findProject } from '../../../src/discover/index.ts';
import type { Project } from '../../../src/discover/types.ts';
import { type OptionInput, resolveOptions } from '../../../src/options/resolve.ts';
import { commitAll, installedVitest, tempProject, writeFiles } from '../../helpers/temp-project.ts';

const shop = { 'package.json': '{ "name": "shop" }', ...installedVitest('5.1.1') };
const code = 'export const one = 1;\n';

async function discovered(root: string, options: OptionInput = {}): Promise<Project> {
  const resolved = await resolveOptions({ cwd: root, ...options });
  return discover(await findProject(resolved), resolved);
}

describe('a project', () => {
  test('is its root, its name, its Vitest and its sources, sorted', async () => {
    const root = tempProject({
      ...shop,
      'src/b.ts': code,
      'src/a.ts': code,
      'src/a.test.ts': '',
      'src/a.d.ts': '',
    });
    expect(await discovered(root)).toEqual({
      root,
      name: 'shop',
      runner: { name: 'vitest', version: '5.1.1', folder: join(root, 'node_modules', 'vitest') },
      files: ['src/a.ts', 'src/b.ts'],
      functionName: undefined,
      change: undefined,
      places: {},
      notices: [],
    });
  });

  test('has no sources that git ignores, and those that git does not know yet', async () => {
    const root = tempProject({
      ...shop,
      '.gitignore': 'src/gen\nnode_modules\n',
      'src/a.ts': code,
      'src/gen/b.ts': code,
    });
    commitAll(root);
    writeFiles(root, { 'src/new.ts': code });
    expect((await discovered(root)).files).toEqual(['src/a.ts', 'src/new.ts']);
  });

  test('may lie in a folder that the repository around it ignores', async () => {
    const repository = tempProject({ '.gitignore': 'tmp\n', 'tmp/src/a.ts': code });
    writeFiles(join(repository, 'tmp'), shop);
    commitAll(repository);
    expect((await discovered(join(repository, 'tmp'))).files).toEqual(['src/a.ts']);
  });

  test('is audited without following symbolic links to what is audited under its own name', async () => {
    const root = tempProject({ ...shop, 'src/a.ts': code });
    symlinkSync(join(root, 'src'), join(root, 'src', 'again'), 'junction');
    symlinkSync(join(root, 'src', 'a.ts'), join(root, 'src', 'b.ts'));
    expect(await discovered(root)).toMatchObject({ files: ['src/a.ts'], notices: [] });
  });

  test('with its sources in a folder of another name, to which src is a link, is audited there', async () => {
    const root = tempProject({ ...shop, 'source/a.ts': code });
    symlinkSync(join(root, 'source'), join(root, 'src'), 'junction');
    expect(await discovered(root)).toMatchObject({ files: ['source/a.ts'], notices: [] });
    expect(await discovered(root, { paths: ['src'] })).toMatchObject({ files: ['source/a.ts'] });
  });

  test.each([false, true])(
    'says which links lead to sources that are left out (in git: %s)',
    async (inGit) => {
      const outside = tempProject({ 'b.ts': code });
      const root = tempProject({
        ...shop,
        '.gitignore': 'node_modules\n',
        'lib/a.ts': code,
        'app/c.ts': code,
      });
      symlinkSync(join(root, 'app'), join(root, 'src'), 'dir');
      symlinkSync(outside, join(root, 'lib', 'shared'), 'dir');
      symlinkSync(join(outside, 'b.ts'), join(root, 'lib', 'b.ts'));
      symlinkSync(join(outside, 'gone.ts'), join(root, 'lib', 'gone.ts'));
      symlinkSync(outside, join(root, 'test'), 'dir');
      if (inGit) commitAll(root);
      const { files, notices } = await discovered(root);
      expect(files).toEqual(['lib/a.ts']);
      const out =
        'it is a symbolic link out of the project, which is not followed: run realcov where it leads to';
      expect(notices.map(({ file, message }) => [file, message])).toEqual([
        ['lib/b.ts', out],
        ['lib/shared', out],
        ['src', 'it is a symbolic link, which is not followed: realcov audit app breaks what it leads to'],
      ]);
    },
  );

  test('without any source but behind a link is refused with the link', async () => {
    const outside = tempProject({ 'b.ts': code });
    const root = tempProject(shop);
    symlinkSync(outside, join(root, 'src'), 'junction');
    await expect(discovered(root)).rejects.toMatchObject({
      hint: expect.stringContaining('src: it is a symbolic link out of the project'),
    });
  });

  test('is limited to what changed since a ref', async () => {
    const root = tempProject({ ...shop, '.gitignore': 'node_modules\n', 'src/a.ts': code, 'src/b.ts': code });
    commitAll(root);
    writeFiles(root, { 'src/b.ts': `${code}// two\n`, 'README.md': 'new' });
    expect(await discovered(root, { since: 'HEAD' })).toMatchObject({
      files: ['src/b.ts'],
      change: { sources: [{ path: 'src/b.ts' }] },
    });
  });

  test('may have nothing in scope that changed', async () => {
    const root = tempProject({ ...shop, '.gitignore': 'node_modules\n', 'src/a.ts': code });
    commitAll(root);
    expect(await discovered(root, { since: 'HEAD' })).toMatchObject({ files: [], change: { sources: [] } });
  });

  test('without any sources is refused', async () => {
    const root = tempProject({ ...shop, 'src/a.test.ts': '' });
    await expect(discovered(root)).rejects.toMatchObject({
      message: `no source files to break in ${root}`,
      hint: expect.stringContaining('realcov audit <paths>'),
      exitCode: 2,
    });
  });

  test('says of every file that was named in vain why', async () => {
    const root = tempProject({
      ...shop,
      '.gitignore': 'node_modules\nsrc/gen.ts\n',
      'src/a.ts': code,
      'src/gen.ts': code,
      'src/a.test.ts': '',
      'README.md': '',
    });
    commitAll(root);
    const paths = ['src/a.ts', 'src/gen.ts', 'src/a.test.ts', 'README.md'];
    const { files, notices } = await discovered(root, { paths });
    expect(files).toEqual(['src/a.ts']);
    expect(notices.map(({ file, message }) => [file, message])).toEqual([
      ['src/gen.ts', 'it is ignored, by git or by "mutate"'],
      ['src/a.test.ts', 'it is a test file'],
      ['README.md', 'it holds no JavaScript or TypeScript to break'],
    ]);
    await expect(discovered(root, { paths: ['src/a.test.ts'] })).rejects.toMatchObject({
      message: 'no source files to break in src/a.test.ts',
      hint: 'src/a.test.ts: it is a test file',
    });
  });
});
