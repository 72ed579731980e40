import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fromRoot, readAudit } from '../helpers/project.ts';
import { linkPackage, tempProject } from '../helpers/temp-project.ts';

test('StrykerJS loads the reporter, which writes realcov’s report and prints it', () => {
  const root = tempProject({
    'package.json': '{ "name": "till", "private": true, "type": "module" }',
    'till.js': 'export function half(price) {\n  return price / 2;\n}\n',
    // Its tests call the function and ask nothing.
    'test.js': "import { half } from './till.js';\nhalf(4);\n",
    'stryker.conf.json': JSON.stringify({
      testRunner: 'command',
      commandRunner: { command: 'node test.js' },
      mutate: ['till.js'],
      plugins: [fromRoot('src', 'stryker', 'plugin.ts')],
      reporters: ['realcov'],
      realcov: { outDir: 'out', reporters: ['terminal', 'json'] },
      concurrency: 1,
    }),
  });
  linkPackage(root, '@stryker-mutator/core');
  const stryker = join(root, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');
  const output = execFileSync(process.execPath, [stryker, 'run'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', GITHUB_ACTIONS: '', GITLAB_CI: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

  expect(output).not.toMatch(/WARN|ERROR/);
  expect(output).toContain('pseudo-tested  till.js:1  half');
  expect(output).toContain('real coverage 0%');
  expect(output).toContain(join('out', 'audit.json'));
  const { imported, functions } = readAudit(root, 'out');
  expect(imported?.tool).toBe('StrykerJS');
  expect(functions.map(({ verdict }) => verdict)).toEqual(['pseudo-tested']);
});
