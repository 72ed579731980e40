import { expect, test } from 'vitest';
import { holdWorkers, refuseUnheld } from '../../../src/lab/vitest/hold.ts';
import type { Project, Specification, Vitest } from '../../../src/lab/vitest/vitest-api.ts';

const vitest = { projects: [], getRootProject: () => ({}) } as unknown as Vitest;
const sandbox = { reads: ['/copy'], writes: [] };

test.each([3, 5])('a project cannot widen the sandbox by its own settings, on Vitest %i', (major) => {
  const given = ['--allow-fs-write=*', '--import=./first.js', '--allow-child-process', '--no-permission'];
  const config = {
    pool: 'threads',
    poolMatchGlobs: [['**', 'vmThreads']],
    execArgv: [...given],
    poolOptions: { forks: { execArgv: [...given] } },
  };
  const project = { config } as unknown as Project;
  holdWorkers(project, vitest, sandbox, {
    major,
    runnerFolder: '/vitest',
    folder: '/lab',
    journals: '/lab/journals',
    table: '/lab/table',
  });
  const { execArgv } = major === 3 ? config.poolOptions.forks : config;
  expect(execArgv.join(' ')).toMatch(/^--(experimental-)?permission /);
  expect(execArgv.filter((each) => each.startsWith('--allow-fs-write'))).toEqual([
    '--allow-fs-write=/lab/journals',
  ]);
  expect(execArgv.join(' ')).not.toMatch(/child-process|no-permission/);
  // What is closed is closed before the project's own modules are loaded.
  const imports = execArgv.filter((each) => each.startsWith('--import'));
  expect(imports).toEqual([expect.stringMatching(/\/locked\.ts$/), '--import=./first.js']);
  expect(config).toMatchObject({ pool: 'forks', poolMatchGlobs: [], attachmentsDir: '/lab/attachments' });
});

test('what has no audit to talk to has no network from the beginning', () => {
  const config = { execArgv: [] as string[] };
  holdWorkers({ config } as unknown as Project, vitest, sandbox, {
    major: 5,
    runnerFolder: '/vitest',
    folder: '/lab',
  });
  expect(config.execArgv.at(-1)).toMatch(/\/locked\.ts\?alone$/);
  expect(config.execArgv.join(' ')).not.toContain('--allow-fs-write');
});

test('a test that would run where nothing holds it is refused', () => {
  const specification = (pool: string, enabled = false) =>
    ({
      moduleId: '/a.test.ts',
      pool,
      project: { config: { browser: { enabled } } },
    }) as unknown as Specification;
  expect(() => refuseUnheld([specification('forks')])).not.toThrow();
  expect(() => refuseUnheld([specification('forks'), specification('threads')])).toThrow(
    '/a.test.ts cannot be kept in a sandbox',
  );
  expect(() => refuseUnheld([specification('forks', true)])).toThrow('cannot be kept in a sandbox');
});
