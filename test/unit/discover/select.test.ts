import { describe, expect, test } from 'vitest';
import { parseRange } from '../../../src/discover/ranges.ts';
import { sourceRules } from '../../../src/discover/rules.ts';
import { type Selection, type SelectionRequest, select } from '../../../src/discover/select.ts';
import { isOrdinarySource, isTestFile } from '../../../src/discover/source-names.ts';

function selected(sources: string[], request: Partial<SelectionRequest> = {}): Selection {
  const kindOf = (path: string) => {
    if (sources.includes(path)) return 'file';
    return path === '.' || sources.some((file) => file.startsWith(`${path}/`)) ? 'folder' : undefined;
  };
  return select({
    sources,
    paths: [],
    mutate: undefined,
    isWorkspace: false,
    rules: sourceRules(undefined),
    kindOf,
    ...request,
  });
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
      'src/test-assets/dummy-task.ts',
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
      '__testfixtures__/a.input.ts',
      'test/helper.ts',
      'test-assets/echo-worker.ts',
      'test-utils/render.ts',
      'testdata/large.js',
      'util/a.ts',
      'vitest.config.ts',
      'vitest.setup.ts',
    ];
    expect(files(sources)).toEqual(['index.ts', 'test-utils/render.ts', 'util/a.ts']);
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

describe('what Vitest says', () => {
  const roles = (said: { tests?: string[]; support?: string[]; imports?: Record<string, string[]> }) =>
    sourceRules({
      tests: new Set(said.tests),
      support: new Set(said.support),
      imports: new Map(Object.entries(said.imports ?? {})),
    });

  test('of tests and what is loaded for them goes before names', () => {
    const sources = ['src/a.t.ts', 'src/a.ts', 'src/prepare.ts', 'src/in-source.ts'];
    const rules = roles({ tests: ['src/a.t.ts'], support: ['src/prepare.ts'] });
    expect(files(sources, { rules })).toEqual(['src/a.ts', 'src/in-source.ts']);
    expect(files(sources, { rules, paths: ['src'] })).toEqual(['src/a.ts', 'src/in-source.ts']);
    expect(files(sources, { rules, paths: ['src/a.t.ts'] })).toEqual([]);
    expect(files(sources, { rules, paths: ['src/prepare.ts'] })).toEqual(['src/prepare.ts']);
    expect(files(sources, { rules, mutate: ['src/**'] })).toEqual([
      'src/a.ts',
      'src/prepare.ts',
      'src/in-source.ts',
    ]);
  });

  test('leaves a set-up file a source where sources import it', () => {
    const rules = roles({
      support: ['src/i18n.ts', 'src/prepare.ts'],
      imports: { 'src/prepare.ts': [], 'src/i18n.ts': [], 'src/a.ts': ['src/i18n.ts'] },
    });
    expect(files(['src/a.ts', 'src/i18n.ts', 'src/prepare.ts'], { rules })).toEqual([
      'src/a.ts',
      'src/i18n.ts',
    ]);
  });

  test('makes sources of files with names of tests that are none: what tests load', () => {
    const sources = ['src/load-test.ts', 'src/other-test.ts', 'src/spec.ts', 'src/x.test.ts', 'test/spec.ts'];
    const rules = roles({
      tests: ['src/main.t.ts'],
      imports: {
        'src/main.t.ts': ['src/load-test.ts', 'src/spec.ts', 'src/x.test.ts', 'test/spec.ts'],
        'src/load-test.ts': [],
        'src/spec.ts': [],
        'src/x.test.ts': [],
        'test/spec.ts': [],
      },
    });
    expect(files(sources, { rules })).toEqual(['src/load-test.ts', 'src/spec.ts']);
    expect(files(sources, { rules, paths: ['src/x.test.ts'] })).toEqual(['src/x.test.ts']);
  });

  test('makes sources of what serves tests by its name, but is loaded by sources', () => {
    const sources = ['src/e2e/encrypt.ts', 'src/fixtures/data.ts', 'src/index.ts'];
    const rules = roles({
      imports: {
        'test/a.test.ts': ['src/index.ts', 'src/fixtures/data.ts'],
        'src/index.ts': ['src/e2e/encrypt.ts'],
        'src/e2e/encrypt.ts': [],
        'src/fixtures/data.ts': [],
      },
      tests: ['test/a.test.ts'],
    });
    expect(files(sources, { rules })).toEqual(['src/e2e/encrypt.ts', 'src/index.ts']);
  });

  test.each([
    'examples/demo/src/app.ts',
    'docs/.vitepress/theme/src/a.ts',
    'docs/a.ts',
    'benchmarks/src/run.ts',
    'e2e/app/src/a.ts',
    'fixtures/app/src/a.ts',
    'templates/basic/src/main.ts',
    'demo/src/main.tsx',
    'playground/lib/a.ts',
    'packages/a/examples/src/b.ts',
    'website/src/pages/index.tsx',
  ])('%s is no source, unless a test that runs loads it or it is named', (file) => {
    const sources = [file, 'packages/a/src/a.ts', 'src/a.ts'];
    const loaded = roles({ imports: { 'test/a.test.ts': [file], [file]: [] }, tests: ['test/a.test.ts'] });
    const folder = file.slice(0, file.indexOf('/src/'));
    for (const isWorkspace of [false, true]) {
      expect(files(sources, { isWorkspace })).not.toContain(file);
      expect(files(sources, { isWorkspace, rules: roles({}) })).not.toContain(file);
      expect(files(sources, { isWorkspace, paths: [file] })).toEqual([file]);
      if (!file.includes('/.')) expect(files(sources, { isWorkspace, rules: loaded })).toContain(file);
    }
    if (file.includes('/src/') && !file.includes('/.'))
      expect(files(sources, { rules: roles({}), paths: [folder] })).toEqual([file]);
  });

  test.each([
    'test/fixtures/app/src/a.ts',
    'fixtures/data.ts',
    'e2e/helper.ts',
    'examples/__mocks__/src/a.ts',
  ])('%s serves tests, though they load it', (file) => {
    const rules = roles({ imports: { 'test/a.test.ts': [file], [file]: [] }, tests: ['test/a.test.ts'] });
    expect(files([file, 'src/a.ts'], { rules })).toEqual(['src/a.ts']);
  });

  test('folders of such names within the sources are sources', () => {
    const sources = ['packages/a/src/docs/a.ts', 'src/examples/b.ts', 'src/templates/c.ts'];
    expect(files(sources, { isWorkspace: true })).toEqual(sources);
    expect(files(sources, { paths: ['src'] })).toEqual(sources.slice(1));
  });
});
