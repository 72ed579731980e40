import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ignoreNote } from '../../../src/commands/ignore-note.ts';
import { commitAll, tempProject } from '../../helpers/temp-project.ts';

function noteIn(root: string, { outDir = join(root, 'reports', 'realcov'), history = true } = {}) {
  return ignoreNote({ root, outDir, history });
}

function repository(gitignore = 'node_modules\n'): string {
  const root = tempProject({ '.gitignore': gitignore, 'a.ts': '1\n' });
  commitAll(root);
  return root;
}

test('the lines for .gitignore are offered once, before the folder of reports is there', async () => {
  const root = repository();
  expect(await noteIn(root)).toBe(
    'note: git does not ignore the reports; lines for .gitignore: /reports/realcov/, and /.realcov/history.jsonl unless the history is to be in the repository',
  );
  mkdirSync(join(root, 'reports', 'realcov'), { recursive: true });
  expect(await noteIn(root)).toBeUndefined();
});

test('only the lines that are missing are offered', async () => {
  expect(await noteIn(repository('.realcov\n'))).toMatch(/: \/reports\/realcov\/$/);
  expect(await noteIn(repository(), { history: false })).toMatch(/: \/reports\/realcov\/$/);
  expect(await noteIn(repository('reports\n'))).toBeUndefined();
});

test('nothing is offered outside of a repository, nor for reports outside of the project', async () => {
  expect(await noteIn(tempProject({ 'a.ts': '1\n' }))).toBeUndefined();
  expect(await noteIn(repository(), { outDir: join(tempProject({}), 'out') })).toBeUndefined();
});
