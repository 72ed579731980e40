import { describe, expect, test } from 'vitest';
import { isOrdinarySource, isTestFile } from '../../../src/discover/kinds.ts';
import { parseRange } from '../../../src/discover/ranges.ts';
import { type Selection, type SelectionRequest, select } from '../../../src/discover/select.ts';

function selected(sources: string[], request: Partial<SelectionRequest> = {}): Selection {
  const kindOf = (path: string) => {
    if (sources.includes(path)) return 'file';
    return path === '.' || sources.some((file) => file.startsWith(`${path}/`)) ? 'folder' : undefined;
  };
  return select({ sources, paths: [], mutate: undefined, isWorkspace: false, kindOf, ...request });
}

const files = (...args: Parameters<typeof selected>) => selected(...args).files;

describe('without paths and configuration', () => {
  test('src and lib are audited, without what serves tests', () => {
    const sources = [
      'lib/b.js',
      'scripts/build.ts',
      'src/__tests__/helper.ts',
      'src/a.test.ts',
      'src/a.ts',
      'src/a-spec.tsx',
      'src/app.config.ts',
      'src/deep/b.mts',
      'src/deep/b.bench.ts',
      'src/deep/Button.stories.tsx',
      'src/fixtures/data.ts',
      'src/latest.ts',
      'tests/a.ts',
      'vite.config.ts',
    ];
    expect(files(sources)).toEqual([
      'lib/b.js',
      'src/a.ts',
      'src/app.config.ts',
      'src/deep/b.mts',
      'src/latest.ts',
    ]);
  });

  test('a project without them is audited as a whole, without tools and output', () => {
    const sources = [
      '.storybook/main.ts',
      'coverage/x.js',
      'dist/index.js',
      'docs/x.ts',
      'index.ts',
      'index_test.ts',
      'test/helper.ts',
      'util/a.ts',
      'vitest.config.ts',
      'vitest.setup.ts',
    ];
    expect(files(sources)).toEqual(['index.ts', 'util/a.ts']);
  });

  test('the root of a workspace means the sources of all its packages', () => {
    const sources = [
      'packages/a/src/a.ts',
      'packages/a/vite.config.ts',
      'packages/b/src/b.ts',
      'src/root.ts',
    ];
    expect(files(sources, { isWorkspace: true })).toEqual([
      'packages/a/src/a.ts',
      'packages/b/src/b.ts',
      'src/root.ts',
    ]);
    expect(files(sources)).toEqual(['src/root.ts']);
  });
});

describe('paths', () => {
  const sources = [
    'scripts/build.ts',
    'src/a.test.ts',
    'src/a.ts',
    'src/b/c.ts',
    'src/b/d.ts',
    'test/help.ts',
  ];

  test('are files, folders and globs, and take the place of the defaults', () => {
    expect(files(sources, { paths: ['src/a.ts'] })).toEqual(['src/a.ts']);
    expect(files(sources, { paths: ['src/b', 'scripts'] })).toEqual([
      'scripts/build.ts',
      'src/b/c.ts',
      'src/b/d.ts',
    ]);
    expect(files(sources, { paths: ['src/**/[ad].ts'] })).toEqual(['src/a.ts', 'src/b/d.ts']);
    expect(files(sources, { paths: ['.'] })).toEqual(['src/a.ts', 'src/b/c.ts', 'src/b/d.ts']);
  });

  test('may lead into a folder of tests, but never to a test file', () => {
    expect(files(sources, { paths: ['test'] })).toEqual(['test/help.ts']);
    expect(files(sources, { paths: ['src/a.test.ts'] })).toEqual([]);
  });

  test('can leave out what came before', () => {
    expect(files(sources, { paths: ['src', '!src/b/c.ts'] })).toEqual(['src/a.ts', 'src/b/d.ts']);
  });

  test('that name a file with the characters of a glob mean that file', () => {
    expect(files(['src/[id].ts', 'src/i.ts'], { paths: ['src/[id].ts'] })).toEqual(['src/[id].ts']);
  });

  test('that do not exist are refused, with the nearest that does', () => {
    expect(() => files(sources, { paths: ['src/b/e.ts'] })).toThrow(
      'the path src/b/e.ts does not exist (did you mean "src/b/c.ts"?)',
    );
    expect(() => files(sources, { paths: ['script'] })).toThrow('did you mean "scripts"?');
  });

  test('tell which files were asked for by name', () => {
    expect([...selected(sources, { paths: ['src/a.ts', 'src/b'] }).named]).toEqual(['src/a.ts']);
  });
});

describe('mutate', () => {
  const sources = ['app/a.ts', 'app/a.test.ts', 'app/gen/b.ts', 'app/test/c.ts', 'src/d.ts'];

  test('takes the place of the defaults, its order counts, and test files stay out', () => {
    expect(files(sources, { mutate: ['app/**/*.ts', '!app/gen/**'] })).toEqual(['app/a.ts', 'app/test/c.ts']);
    expect(files(sources, { mutate: ['!app/gen/**', 'app/**/*.ts'] })).toContain('app/gen/b.ts');
  });

  test('that only leaves out narrows the defaults', () => {
    expect(files(['src/a.ts', 'src/b.ts'], { mutate: ['!src/b.ts'] })).toEqual(['src/a.ts']);
  });

  test('gives way to paths, but what it leaves out stays out', () => {
    expect(files(sources, { mutate: ['src/**', '!app/gen/**'], paths: ['app'] })).toEqual(['app/a.ts']);
  });

  test('names places in files', () => {
    const { places } = selected(sources, {
      mutate: ['app/a.ts:2-3', 'app/a.ts:7:4-8:0', 'src/d.ts:1-2', 'src/d.ts'],
    });
    expect(places).toEqual({
      'app/a.ts': [
        { start: { line: 2, column: 1 }, end: { line: 3, column: Number.MAX_SAFE_INTEGER } },
        { start: { line: 7, column: 5 }, end: { line: 8, column: 1 } },
      ],
    });
  });
});

test('a range must run forwards from line 1', () => {
  expect(() => parseRange(':9-3', 'src/a.ts:9-3')).toThrow('the lines in src/a.ts:9-3 are no range');
  expect(() => parseRange(':0-3', 'src/a.ts:0-3')).toThrow('are no range');
  expect(parseRange('', 'src/a.ts')).toBeUndefined();
});

test.each([
  'a.test.ts',
  'src/a.spec.jsx',
  'src/a_test.mts',
  'src/a-test.js',
  'src/__tests__/a.ts',
  'a.test-d.ts',
  'test.ts',
])('%s is a test file', (file) => {
  expect(isTestFile(file)).toBe(true);
});

test.each(['src/contest.ts', 'src/test-utils/a.ts', 'src/testing.ts', 'src/inspect.ts'])(
  '%s is none',
  (file) => {
    expect(isTestFile(file)).toBe(false);
  },
);

test('a folder that was asked for does not count against what is in it', () => {
  expect(isOrdinarySource('tests/helpers/a.ts')).toBe(false);
  expect(isOrdinarySource('tests/helpers/a.ts', 'tests/helpers')).toBe(true);
  expect(isOrdinarySource('tests/helpers/fixtures/a.ts', 'tests/helpers')).toBe(false);
});
