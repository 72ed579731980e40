import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commitOf } from '../../../src/discover/commit.ts';
import { commitAll, git, tempProject, writeFiles } from '../../helpers/temp-project.ts';

describe('the commit that is checked out', () => {
  test('is told with its hash and first line', async () => {
    const root = tempProject({ 'a.ts': '' });
    commitAll(root);
    git(root, 'commit', '--quiet', '--allow-empty', '--message=Adds a cart\n\nand more');
    expect(await commitOf(root, [])).toEqual({
      hash: git(root, 'rev-parse', 'HEAD').trim(),
      subject: 'Adds a cart',
    });
  });

  test('is not what was audited if the project is changed; what realcov writes is no change', async () => {
    const root = tempProject({ 'packages/a/a.ts': '', 'packages/b/b.ts': '' });
    commitAll(root);
    const project = join(root, 'packages', 'a');
    const leftOut = [join(project, 'reports', 'out'), join(project, '.realcov'), '/elsewhere'];
    const isChanged = async () => (await commitOf(project, leftOut))?.changed === true;
    writeFiles(project, { 'reports/out/audit.json': '', '.realcov/history.jsonl': '' });
    writeFiles(root, { 'packages/b/b.ts': 'changed' });
    expect(await isChanged()).toBe(false);
    writeFiles(project, { 'reports/other.json': '' });
    expect(await isChanged()).toBe(true);
  });

  test('is none outside a repository, and in one without commits', async () => {
    const root = tempProject({ 'a.ts': '' });
    expect(await commitOf(root, [])).toBeUndefined();
    git(root, 'init', '--quiet');
    expect(await commitOf(root, [])).toBeUndefined();
  });
});
