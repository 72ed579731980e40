import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { endSharedProcesses, runInSharedProcess as runRealcov } from '../helpers/audit-process.ts';
import { hashTree } from '../helpers/project.ts';
import { linkPackage, tempProject } from '../helpers/temp-project.ts';

afterAll(endSharedProcesses);

/** A project that others have written, beside what is the user's own. */
function besideOwn(files: Record<string, string> = {}): { root: string; own: string } {
  const folder = tempProject({
    'own/keep.txt': 'kept',
    'project/package.json': '{ "name": "shop", "type": "module" }',
    'project/src/a.js': 'export function twice(n) {\n  return n + n;\n}\n',
    ...Object.fromEntries(Object.entries(files).map(([file, text]) => [`project/${file}`, text])),
  });
  const root = join(folder, 'project');
  for (const name of ['vitest', 'vite']) linkPackage(root, name);
  return { root, own: join(folder, 'own') };
}

test('generated tests are neither tried nor written in a folder that a link leads to out of the project', async () => {
  const { root, own } = besideOwn();
  symlinkSync(own, join(root, 'test'), 'junction');
  const before = hashTree(own);
  // The copy that they are tried on lacks the link, and so the folder is no place for them.
  for (const more of [[], ['--apply']]) {
    expect((await runRealcov(root, ['generate', ...more])).code).toBe(0);
    expect(hashTree(own)).toEqual(before);
  }
});

test('an audit whose state or report would go through a link ends in one line', async () => {
  const { root, own } = besideOwn({
    'src/a.test.js':
      "import { expect, test } from 'vitest';\nimport { twice } from './a.js';\ntest('doubles', () => { expect(twice(2)).toBe(4); });\n",
  });
  const before = hashTree(own);
  mkdirSync(join(root, '.realcov'));
  symlinkSync(own, join(root, '.realcov', 'run'), 'junction');
  const { code, stdout, stderr } = await runRealcov(root, ['audit']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toBe(
    'realcov: .realcov/run is a link that leads out of the project, and nothing is written through it\n  hint: remove the link, then run it again\n',
  );
  expect(hashTree(own)).toEqual(before);
});

test('a program that only the configuration file names is not run in a script', async () => {
  const { root } = besideOwn();
  const harm = `${process.execPath} -e "require('fs').writeFileSync('harmed', '')"`;
  writeFileSync(join(root, 'stryker.conf.json'), JSON.stringify({ realcov: { writerCommand: harm } }));
  const before = hashTree(root);
  const { code, stderr } = await runRealcov(root, ['generate']);
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^realcov: stryker\.conf\.json names a program .+\n {2}hint: .+--writer-command .+\n$/,
  );
  expect(hashTree(root)).toEqual(before);
});
