import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { writeGenerated } from '../../../src/commands/generated-files.ts';
import { closeCopy, sandboxFor } from '../../../src/generate/accept/sandbox.ts';
import type { AuditOptions } from '../../../src/options/audit-options.ts';
import { copyProject } from '../../../src/reproduce/project-copy.ts';

function folderWith(files: Record<string, string>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'realcov-files-')));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}

test('what keeps secrets, and what leads out of the project, is not in the copy that generated tests read', () => {
  const folder = folderWith({
    'home/secret.txt': 'a',
    'home/package.json': '{ "name": "home" }',
    'elsewhere/linked/package.json': '{ "name": "linked" }',
    'project/.env': 'a',
    'project/.npmrc': 'a',
    'project/packages/a/.env.local': 'a',
    'project/src/a.ts': 'a',
    'project/src/env.ts': 'a',
    'project/node_modules/real/package.json': '{ "name": "real" }',
    'project/node_modules/real/a.js': 'a',
  });
  const at = (path: string) => join(folder, path);
  symlinkSync(at('home/secret.txt'), at('project/src/link.txt'));
  symlinkSync(at('home'), at('project/src/folder'));
  symlinkSync('a.ts', at('project/src/b.ts'));
  symlinkSync(at('home'), at('project/node_modules/stranger'));
  symlinkSync(at('elsewhere/linked'), at('project/node_modules/linked'));
  const copy = copyProject(at('project'));
  onTestFinished(() => copy.remove());
  const sandbox = sandboxFor(at('project'), copy.root);
  closeCopy(copy.root, sandbox);
  const isThere = (path: string) => existsSync(join(copy.root, path));
  expect(
    ['.env', '.npmrc', 'packages/a/.env.local', 'src/link.txt', 'src/folder', 'node_modules/stranger'].filter(
      isThere,
    ),
  ).toEqual([]);
  const kept = [
    'src/a.ts',
    'src/b.ts',
    'src/env.ts',
    'node_modules/real/a.js',
    'node_modules/linked/package.json',
  ];
  expect(kept.filter(isThere)).toEqual(kept);
  // A link is a package only by its name.
  expect(sandbox.reads).toContain(at('elsewhere/linked'));
  expect(sandbox.reads).not.toContain(at('home'));
});

test('what is written into the project is not run there', async () => {
  // There is no Vitest to run it.
  const root = folderWith({ 'test/a.test.ts': 'before' });
  const files = [
    { file: 'test/a.test.ts', before: 'before', after: 'after' },
    { file: 'test/new/b.test.ts', before: undefined, after: 'new' },
  ];
  expect(await writeGenerated(files, { root } as AuditOptions)).toEqual([
    'test/a.test.ts',
    'test/new/b.test.ts',
  ]);
  expect(existsSync(join(root, 'test/new/b.test.ts'))).toBe(true);
  await expect(writeGenerated(files, { root } as AuditOptions)).rejects.toThrow(
    'was changed while tests were written',
  );
});
