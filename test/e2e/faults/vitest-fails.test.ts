import { describe, expect, test } from 'vitest';
import { audit, healthy, project } from './harness.ts';

const withConfig = (options: string) => ({
  ...healthy,
  'vitest.config.js': `export default { test: ${options} };\n`,
});

describe.concurrent('a Vitest that does not work is no bug of realcov', () => {
  test.each([
    [
      'a configuration that throws',
      { 'vitest.config.js': "throw new Error('no licence');\n" },
      'Vitest does not start: no licence',
    ],
    [
      'a configuration that ends the process',
      { 'vitest.config.js': 'process.exit(3);\n' },
      'Vitest does not start: its main process ended with exit code 3',
    ],
    [
      'a global setup that ends the process',
      {
        ...withConfig("{ globalSetup: './setup.js' }"),
        'setup.js': 'export default () => process.exit(1);\n',
      },
      'Vitest does not run the tests: its main process ended with exit code 1',
    ],
    ['an environment that is not installed', withConfig("{ environment: './nowhere.js' }"), 'nowhere.js'],
  ])('%s', async (_name, files, message) => {
    const { code, stdout, stderr, audit: report } = await audit(project({ ...healthy, ...files }));
    expect({ code, stdout, report }).toEqual({ code: 3, stdout: '', report: undefined });
    const lines = stderr.split('\n').filter((line) => !line.startsWith('making breaks'));
    expect(lines[0]).toMatch(/^realcov: Vitest does not (start|run the tests): /);
    expect(lines[0]).toContain(message);
    expect(lines.at(-2)).toMatch(
      /^ {2}hint: run "npx vitest run" and fix what it reports(; if it passes, use --in-place)?$/,
    );
    expect(stderr).not.toMatch(/^ +at |bug in realcov/m);
  });

  test.each([3, 5] as const)('a global setup that fails, on Vitest %i', async (major) => {
    const root = project(
      {
        ...withConfig("{ globalSetup: './setup.js' }"),
        'setup.js': "export default () => { throw new Error('no database'); };\n",
      },
      major,
    );
    const { code, stderr, audit: report } = await audit(root);
    expect({ code, report }).toEqual({ code: 3, report: undefined });
    expect(stderr).toContain('realcov: Vitest does not run the tests: no database\n');
  });
});
