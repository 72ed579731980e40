import { expect, test } from 'vitest';
import { leaveOutUnrunnable } from '../../../src/lab/clean/check-baseline.ts';
import type { Lab } from '../../../src/lab/lab.ts';
import { testFilesFor } from '../../../src/lab/open.ts';
import { hasOwnPool, isRunnable, unrunnableFiles } from '../../../src/lab/vitest/runnable.ts';
import type { Project, Specification } from '../../../src/lab/vitest/vitest-api.ts';
import { cleanRun } from '../../helpers/run.ts';

function specification(pool: string, config: object = {}): Specification {
  const project = { config: { pool, ...config } } as unknown as Project;
  return { moduleId: `/p/${pool}.test.ts`, pool, project };
}

test.each(['forks', 'threads', 'vmForks', 'vmThreads'])(
  'tests in the pool %s are run in a process',
  (pool) => {
    const own = specification(pool);
    expect([isRunnable(own), hasOwnPool(own.project), unrunnableFiles([own])]).toEqual([true, false, []]);
  },
);

test('tests in the pool of a package, and in a browser, cannot be run, and tests of types are left alone', () => {
  const all = [
    specification('cloudflare-pool'),
    specification('./my-pool.js'),
    specification('forks', { browser: { enabled: true } }),
    specification('browser'),
    specification('typescript', { pool: 'forks' }),
  ];
  expect(all.filter(isRunnable)).toEqual([]);
  expect(unrunnableFiles(all).map(({ path, why }) => `${path} ${why}`)).toEqual([
    '/p/cloudflare-pool.test.ts own-pool',
    '/p/./my-pool.js.test.ts own-pool',
    '/p/forks.test.ts browser',
    '/p/browser.test.ts browser',
  ]);
});

test('what cannot be run is left out as a whole file, with a notice', () => {
  const run = cleanRun([1]);
  expect(leaveOutUnrunnable(run, '/p', [{ path: '/p/a.test.ts', why: 'own-pool' }])).toEqual([
    {
      kind: 'file-dropped',
      file: 'a.test.ts',
      message:
        'it runs in a pool that is not one of the test runner, so it is left out, and what it imports is unproven unless another test notices it',
    },
  ]);
  expect(run.leftOut).toEqual([{ file: 'a.test.ts', test: '', why: 'own-pool' }]);
});

test('a project whose tests all run in a browser is refused with their names', async () => {
  const unrunnable = [{ path: '/p/a.test.ts', why: 'browser' as const }];
  const lab = { files: [], roles: { tests: [], others: [], support: [], unrunnable } } as unknown as Lab;
  const project = { root: '/p', runner: { name: 'vitest' as const, version: '5.0.0', folder: '/p' } };
  const settings = { tests: [] as string[] } as Parameters<typeof testFilesFor>[2];
  await expect(
    testFilesFor(lab, project as Parameters<typeof testFilesFor>[1], settings, undefined),
  ).rejects.toMatchObject({
    message: 'no test file can be audited',
    details: ['a.test.ts: runs in a browser'],
  });
});
