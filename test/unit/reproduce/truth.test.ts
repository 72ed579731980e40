import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { TruthFinder } from '../../../src/reproduce/truth.ts';
import { fromRoot } from '../../helpers/project.ts';
import { tempProject } from '../../helpers/temp-project.ts';

const runnerFolder = fromRoot('node_modules', 'vitest');
const source = 'console.log(1 + 1);\n';
const broken = 'console.log(1 - 1);\n';

function truthOf(files: Record<string, string>, also?: string[]) {
  const root = tempProject({ 'package.json': '{ "type": "module" }', 'src/cli.js': source, ...files });
  mkdirSync(join(root, 'node_modules'));
  symlinkSync(runnerFolder, join(root, 'node_modules', 'vitest'), 'junction');
  return new TruthFinder({ root, runner: { name: 'vitest', folder: runnerFolder }, bail: false }).of({
    file: 'src/cli.js',
    broken,
    also,
  });
}

const starts = [
  "import { execFileSync } from 'node:child_process';",
  "import { expect, test } from 'vitest';",
  "test('prints', () => expect(String(execFileSync(process.execPath, ['src/cli.js']))).toBe('2\\n'));",
].join('\n');
const other = "import { test } from 'vitest';\ntest('other', () => {});\n";

test('a source that no test imports is tried with all tests', async () => {
  expect(await truthOf({ 'a.test.js': other, 'cli.test.js': starts })).toMatchObject({
    outcome: 'noticed',
    testFiles: ['a.test.js', 'cli.test.js'],
  });
});

test('or with those that are known to reach it', async () => {
  expect(await truthOf({ 'a.test.js': other, 'cli.test.js': starts }, ['cli.test.js'])).toMatchObject({
    outcome: 'noticed',
    testFiles: ['cli.test.js'],
  });
});

test('where no test is run, nothing is known', async () => {
  expect(await truthOf({})).toMatchObject({ outcome: 'unclear', testFiles: [], why: 'no test file was run' });
});
