import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copyProject, type ProjectCopy } from '../../../src/reproduce/project-copy.ts';

let folder: string;
let copy: ProjectCopy | undefined;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'realcov-bench-test-')));
});

afterEach(() => {
  copy?.remove();
  rmSync(folder, { recursive: true, force: true });
});

function write(path: string, text = path): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

test('sources are copied and packages are linked, so that nothing of the project can change', () => {
  write('src/a.ts');
  write('node_modules/lib/index.js');
  write('node_modules/@org/lib/index.js');
  write('node_modules/.vite/cache.json');
  copy = copyProject(folder);
  writeFileSync(join(copy.root, 'src/a.ts'), 'changed');
  expect(readFileSync(join(folder, 'src/a.ts'), 'utf8')).toBe('src/a.ts');
  expect(realpathSync(join(copy.root, 'node_modules/lib'))).toBe(join(folder, 'node_modules/lib'));
  expect(realpathSync(join(copy.root, 'node_modules/@org/lib'))).toBe(join(folder, 'node_modules/@org/lib'));
  expect(existsSync(join(copy.root, 'node_modules/.vite'))).toBe(false);
});

test('a package of a monorepo comes with the repository around it', () => {
  write('.git/HEAD');
  write('tsconfig.base.json');
  write('node_modules/lib/index.js');
  write('packages/core/index.ts');
  write('packages/app/src/a.ts');
  mkdirSync(join(folder, 'packages/app/node_modules'));
  symlinkSync('../../core', join(folder, 'packages/app/node_modules/core'));
  copy = copyProject(join(folder, 'packages/app'));
  const top = join(copy.root, '..', '..');
  expect(readFileSync(join(copy.root, 'src/a.ts'), 'utf8')).toBe('packages/app/src/a.ts');
  expect(existsSync(join(top, 'tsconfig.base.json'))).toBe(true);
  expect(existsSync(join(top, '.git'))).toBe(false);
  expect(realpathSync(join(top, 'node_modules/lib'))).toBe(join(folder, 'node_modules/lib'));
  expect(realpathSync(join(copy.root, 'node_modules/core'))).toBe(join(top, 'packages/core'));
});

test('removing the copy leaves the packages that it links to', () => {
  write('node_modules/lib/index.js');
  copy = copyProject(folder);
  copy.remove();
  expect(existsSync(copy.root)).toBe(false);
  expect(existsSync(join(folder, 'node_modules/lib/index.js'))).toBe(true);
});

test('packages that are installed above a project without a repository are found, the nearest first', () => {
  write('node_modules/lib/index.js');
  write('node_modules/other/index.js');
  write('project/node_modules/lib/index.js');
  write('project/src/a.ts');
  copy = copyProject(join(folder, 'project'));
  const linked = (name: string) => realpathSync(join(copy?.root ?? '', 'node_modules', name));
  expect(linked('lib')).toBe(join(folder, 'project/node_modules/lib'));
  expect(linked('other')).toBe(join(folder, 'node_modules/other'));
});
