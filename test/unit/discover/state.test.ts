import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectState } from '../../../src/discover/state.ts';
import { commitAll, tempProject, writeFiles } from '../../helpers/temp-project.ts';

const files = {
  '.gitignore': 'node_modules\n',
  'src/a.ts': 'export const a = 1;\n',
  'node_modules/.package-lock.json': '{ "packages": {} }\n',
};

test('in a repository only what differs from the commit counts, and what is installed', async () => {
  const root = tempProject(files);
  commitAll(root);
  const clean = await projectState(root, []);
  utimesSync(join(root, 'src/a.ts'), 1, 1);
  // Installed anew, with the same outcome.
  writeFileSync(join(root, 'node_modules/.package-lock.json'), files['node_modules/.package-lock.json']);
  expect(await projectState(root, [])).toEqual(clean);

  writeFiles(root, { 'node_modules/.package-lock.json': '{ "packages": { "b": {} } }\n' });
  const installed = await projectState(root, []);
  expect(installed).not.toEqual(clean);

  writeFiles(root, { 'src/a.ts': 'export const a = 2;\n' });
  const changed = await projectState(root, []);
  expect(changed).not.toEqual(installed);

  writeFiles(root, { 'src/b.ts': '' });
  expect(await projectState(root, [])).not.toEqual(changed);
  expect(await projectState(root, [join(root, 'src')])).toEqual(installed);
});

test('outside a repository every file counts that was touched', async () => {
  const root = tempProject(files);
  const before = await projectState(root, []);
  expect(await projectState(root, [])).toEqual(before);
  utimesSync(join(root, 'src/a.ts'), 1, 1);
  expect(await projectState(root, [])).not.toEqual(before);
});
