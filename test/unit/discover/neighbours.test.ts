import { describe, expect, test } from 'vitest';
import { testsTouchedBy } from '../../../src/discover/changed-tests.ts';
import { neighboursOf } from '../../../src/discover/neighbours.ts';
import { sourceRules } from '../../../src/discover/rules.ts';

function neighbours(files: Record<string, string>, changed: string[], tests: Record<string, string> = {}) {
  return neighboursOf({
    sources: Object.keys(files),
    changed,
    tests: Object.entries(tests).map(([file, text]) => ({ file, text })),
    read: (file) => files[file],
  });
}

describe('sources that may call what changed', () => {
  test('are those that import it, and those behind files that pass it on', () => {
    const { importers } = neighbours(
      {
        'src/a.ts': '',
        'src/direct.ts': "import { a } from './a.js';",
        'src/index.ts': "export * from './a.ts';",
        'src/behind/user.ts': "import { a } from '../index.ts';",
        'src/further.ts': "import { d } from './direct.ts';",
        'src/other.ts': "import { b } from './b.ts'; // a",
      },
      ['src/a.ts'],
    );
    expect(importers).toEqual(['src/direct.ts', 'src/index.ts', 'src/behind/user.ts']);
  });

  test('are found by aliases and names of packages, of which only the end is known', () => {
    const { importers } = neighbours(
      {
        'src/lib/money/index.ts': '',
        'src/page.ts': "import { euro } from '@/lib/money';",
        'src/app.ts': "import { euro } from '@shop/core/lib/money';",
        'src/no.ts': "import money from 'money';",
      },
      ['src/lib/money/index.ts'],
    );
    expect(importers).toEqual(['src/page.ts', 'src/app.ts']);
  });
});

describe('sources that tests run', () => {
  const chain = {
    'src/a.ts': "import './b.ts';",
    'src/b.ts': "import './c.ts';",
    'src/c.ts': '',
    'src/d.ts': '',
  };

  test('are all that they import, directly or not', () => {
    const { tested, isCut } = neighbours(chain, [], { 'test/a.test.ts': "import '../src/a.ts';" });
    expect([tested, isCut]).toEqual([['src/a.ts', 'src/b.ts', 'src/c.ts'], false]);
  });

  test('are the nearest ones where there are too many', () => {
    const many = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`src/f${index}.ts`, `import './f${index + 1}.ts';`]),
    );
    const { tested, isCut } = neighbours(many, [], { 'test/a.test.ts': "import '../src/f0.ts';" });
    expect([tested.length, tested[39], isCut]).toEqual([40, 'src/f39.ts', true]);
  });
});

describe('tests that a change touched', () => {
  const content = { kind: 'file' as const, bytes: Buffer.from('') };
  const files: Record<string, string> = {
    'src/a.ts': '',
    'test/a.test.ts': "import { make } from './helpers/make.ts';",
    'test/deep.test.ts': "import { shop } from './helpers/shop.ts';",
    'test/helpers/shop.ts': "import { make } from './make.ts';",
    'test/data.test.ts': "readFileSync('fixtures/prices.json');",
    'test/other.test.ts': '',
  };
  const touched = (...paths: string[]) =>
    testsTouchedBy(
      paths.map((path) => ({ path, before: content, after: content })),
      { files: Object.keys(files), rules: sourceRules(undefined), read: (file) => files[file] },
    );

  test.each([
    ['a helper, also through another one', 'test/helpers/make.ts', ['test/a.test.ts', 'test/deep.test.ts']],
    ['a snapshot', 'test/__snapshots__/other.test.ts.snap', ['test/other.test.ts']],
    ['a fixture that they name', 'test/fixtures/prices.json', ['test/data.test.ts']],
    ['a source', 'src/a.ts', []],
    ['what is installed', 'package-lock.json', []],
  ])('are those that use %s', (_, path, expected) => {
    expect(touched(path).affected).toEqual(expected);
  });

  test('are files of tests that are others themselves', () => {
    const { edited, gone, affected } = testsTouchedBy(
      [
        { path: 'test/a.test.ts', before: content, after: content },
        { path: 'test/old.test.ts', before: content },
      ],
      { files: Object.keys(files), rules: sourceRules(undefined), read: (file) => files[file] },
    );
    expect([edited, gone].map((list) => list.map(({ path }) => path))).toEqual([
      ['test/a.test.ts'],
      ['test/old.test.ts'],
    ]);
    expect(affected).toEqual([]);
  });
});
