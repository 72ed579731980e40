import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { endSharedProcesses, runInSharedProcess as runRealcov } from '../helpers/audit-process.ts';
import { cleanEnvironment, cliFile } from '../helpers/project.ts';
import { commitAll, linkPackage, tempProject, writeFiles } from '../helpers/temp-project.ts';

afterAll(endSharedProcesses);

const files = {
  'package.json': '{ "name": "shop", "type": "module" }',
  '.gitignore': 'node_modules\nreports\n.realcov\n',
  'src/add.js': 'export function add(a, b) {\n  return a + b;\n}\n',
  'src/sub.js': 'export function sub(a, b) {\n  return a - b;\n}\n',
  'test/math.test.js': `import { expect, test } from 'vitest';
import { add } from '../src/add.js';
import { sub } from '../src/sub.js';
test('adds', () => expect(add(2, 3)).toBe(5));
test('subtracts', () => expect(sub(2, 2)).toBe(0));
`,
};

const gate = ['--min-real-coverage', '10', '--quiet'];

/** The project with a report of all of it. */
async function audited(): Promise<{ root: string; report: (...path: string[]) => string }> {
  const root = tempProject(files);
  linkPackage(root, 'vitest', 'vitest');
  commitAll(root);
  const { code, stderr } = await runRealcov(root, ['audit', '--quiet']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return { root, report: (...path) => join(root, 'reports', 'realcov', ...path) };
}

describe('the report of the whole project stays', () => {
  test('after an audit of a part, which says so and is found all the same', async () => {
    const { root, report } = await audited();
    const whole = readFileSync(report('audit.json'), 'utf8');
    const part = await runRealcov(root, ['audit', 'src/sub.js', '--no-times']);
    expect(part.stdout).toMatch(/^real coverage \d+% of src\/sub\.js · /m);
    expect(part.stdout).toContain(join('reports', 'realcov', 'part', 'audit.json'));
    expect(readFileSync(report('audit.json'), 'utf8')).toBe(whole);
    expect(readFileSync(report('part', 'summary.md'), 'utf8')).toContain(' of src/sub.js');
    expect(readFileSync(join(root, '.realcov', 'history.jsonl'), 'utf8').match(/\n/g)).toHaveLength(1);
    const [, next] = part.stdout.match(/^next +realcov show (\w+)/m)!;
    const shown = await runRealcov(root, ['show', next!]);
    expect(shown.stdout).toContain(join('part', `index.html#/mutant/${next}`));
  });

  test.skipIf(process.platform === 'win32')(
    'after one that was stopped before it judged anything',
    async () => {
      const { root, report } = await audited();
      const whole = readFileSync(report('audit.json'), 'utf8');
      const child = spawn(
        process.execPath,
        [cliFile(), 'audit', '--no-resume', '--min-real-coverage', '10'],
        {
          cwd: root,
          env: cleanEnvironment(),
        },
      );
      let said = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        if (!/finding|making/.test(said) && /finding|making/.test(said + text)) child.kill('SIGINT');
        said += text;
      });
      let printed = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        printed += text;
      });
      expect((await once(child, 'close'))[0]).toBe(4);
      expect(said).toContain('no break was judged, so no report was written');
      expect(printed).toMatch(/^gate +not decided: the audit was interrupted$/m);
      expect(printed).toContain('real coverage not measured: no break was judged');
      expect(readFileSync(report('audit.json'), 'utf8')).toBe(whole);
      expect(existsSync(report('part'))).toBe(false);
    },
  );
});

test('an empty scope passes a gate only if the reason is that nothing changed', async () => {
  const { root } = await audited();
  expect(await runRealcov(root, ['audit', '--since', 'HEAD', ...gate])).toMatchObject({
    code: 0,
    stdout: 'nothing to check: nothing that can be broken has changed since HEAD\n',
  });
  writeFiles(root, { 'src/add.js': `${files['src/add.js']}export const plus = add;\n` });
  expect(await runRealcov(root, ['audit', '--since', 'HEAD', '--function', 'ad', ...gate])).toMatchObject({
    code: 4,
    stdout: expect.stringContaining('gate not decided: no break was judged'),
  });
  expect(await runRealcov(root, ['audit', '--mutators', 'AlwaysThrow', ...gate])).toMatchObject({ code: 4 });
  expect(await runRealcov(root, ['audit', '--function', 'ad', ...gate])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('no function in scope is named "ad"'),
  });
});
