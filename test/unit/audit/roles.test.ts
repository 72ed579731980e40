import { expect, test } from 'vitest';
import { askRoles } from '../../../src/audit/roles.ts';

const root = '/shop';

function lab(roles: { tests?: string[]; support?: string[] }, imports: Record<string, string[]>) {
  const asked: string[][] = [];
  const files = ['/shop/src/a.t.ts', '/shop/tests/b.t.ts'].map((path) => ({
    path,
    project: '',
    environment: '',
  }));
  const others = [{ base: '/shop/src', include: ['**/*.types.ts'], exclude: ['old/**'] }];
  return {
    asked,
    files,
    roles: { tests: files.map(({ path }) => path), support: [], others, unrunnable: [], ...roles },
    imports: async (seeds: string[]) => {
      asked.push(seeds);
      return imports;
    },
  };
}

const found = {
  root,
  name: 'shop',
  runner: { name: 'vitest' as const, version: '5.1.1', folder: '' },
  manifest: {},
  links: [],
  change: undefined,
};

test('what Vitest says of files is told by their names in the project', async () => {
  const sources = ['src/a.t.ts', 'src/a.ts', 'src/a.types.ts', 'src/old/b.types.ts', 'test/prepare.ts'];
  const host = lab({ support: ['/shop/test/prepare.ts'] }, {});
  expect(await askRoles(host, { ...found, sources }, { tests: [] })).toEqual({
    tests: new Set(['src/a.t.ts', 'tests/b.t.ts', 'src/a.types.ts']),
    support: new Set(['test/prepare.ts']),
    imports: new Map(),
  });
  expect(host.asked, 'each of them is what it looks like').toEqual([]);
});

test('where files do not look like sources, it matters what the tests that run import', async () => {
  const host = lab(
    { support: ['/shop/prepare.ts'] },
    { '/shop/tests/b.t.ts': ['/shop/examples/src/a.ts'], '/shop/examples/src/a.ts': [] },
  );
  const sources = ['examples/src/a.ts', 'src/a.ts'];
  const { imports } = await askRoles(host, { ...found, sources }, { tests: ['tests/**'] });
  expect(host.asked).toEqual([['/shop/prepare.ts', '/shop/tests/b.t.ts']]);
  expect([...imports]).toEqual([
    ['tests/b.t.ts', ['examples/src/a.ts']],
    ['examples/src/a.ts', []],
  ]);
});
