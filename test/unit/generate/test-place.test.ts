import { expect, test } from 'vitest';
import { testPlaceOf } from '../../../src/generate/write/test-place.ts';
import type { AuditedFunction, AuditedTest } from '../../../src/model/audit.ts';

const audit = (...files: string[]) => ({ tests: files.map((file) => ({ file }) as AuditedTest) });

test('a source that only one test file imports is tested there', () => {
  const files = audit('test/all.test.ts', 'test/b.test.ts');
  expect(
    testPlaceOf('src/index.ts', files, (file) => (file === 'test/all.test.ts' ? 'source' : undefined)),
  ).toEqual({
    file: 'test/all.test.ts',
    exists: true,
  });
  expect(testPlaceOf('src/index.ts', files, () => 'source')).toEqual({
    file: 'test/index.test.ts',
    exists: false,
  });
  expect(
    testPlaceOf('src/b.ts', files, (file) => (file === 'test/all.test.ts' ? 'source' : undefined)),
  ).toEqual({
    file: 'test/b.test.ts',
    exists: true,
  });
});

test.each([
  ['src/cart.ts', ['test/cart.test.ts', 'test/mail.test.ts'], 'test/cart.test.ts', true],
  ['src/b/cart.ts', ['src/a/cart.test.ts', 'src/b/cart.test.ts'], 'src/b/cart.test.ts', true],
  ['src/cart.ts', ['src/mail.spec.ts'], 'src/cart.spec.ts', false],
  ['src/shop/cart.ts', ['src/mail/mail.test.ts'], 'src/shop/cart.test.ts', false],
  ['src/cart.ts', ['test/mail.test.ts'], 'test/cart.test.ts', false],
  ['src/cart.tsx', ['src/__tests__/mail.test.tsx'], 'src/__tests__/cart.test.tsx', false],
  ['src/cart.ts', [], 'src/cart.test.ts', false],
])('the tests of %s, where there are %j, are in %s', (source, files, file, exists) => {
  expect(testPlaceOf(source, audit(...files))).toEqual({ file, exists });
});

test('a test file of the same name that imports another module of that name is not its own', () => {
  const imports = () => 'namesake' as const;
  expect(testPlaceOf('src/array/chunk.ts', audit('src/compat/array/chunk.spec.ts'), imports)).toEqual({
    file: 'src/array/chunk.spec.ts',
    exists: false,
  });
});

test.each([
  [
    'in the same folder',
    'src/b/z.ts',
    { 'src/b/y.ts': 'test/odd/y.test.ts', 'src/a/x.ts': 'src/a/x.test.ts' },
    'test/odd/z.test.ts',
  ],
  ['beside other sources', 'src/b/z.ts', { 'src/a/x.ts': 'src/a/x.spec.ts' }, 'src/b/z.spec.ts'],
  [
    'in a folder in the folder of others',
    'src/b/z.ts',
    { 'src/a/x.ts': 'src/a/__tests__/x.test.ts' },
    'src/b/__tests__/z.test.ts',
  ],
  [
    'on the same path below another folder',
    'src/b/c/z.ts',
    { 'src/a/x.ts': 'test/unit/a/x.test.ts' },
    'test/unit/b/c/z.test.ts',
  ],
  [
    'of a package, below its own folder',
    'packages/p/src/b/z.ts',
    { 'packages/p/src/a/x.ts': 'packages/p/test/a/x.test.ts' },
    'packages/p/test/b/z.test.ts',
  ],
  ['in one folder for all', 'src/b/z.ts', { 'src/a/x.ts': 'test/x.test.ts' }, 'test/z.test.ts'],
  [
    'the most of that folder',
    'src/b/z.ts',
    { 'src/b/x.ts': 'test/x.test.ts', 'src/b/y.ts': 'test/b/y.test.ts', 'src/b/w.ts': 'test/b/w.test.ts' },
    'test/b/z.test.ts',
  ],
])('a new test file goes where the tests of others are: %s', (_, source, pairs, file) => {
  const functions = Object.keys(pairs).map((each) => ({ file: each }) as AuditedFunction);
  expect(testPlaceOf(source, { ...audit(...Object.values(pairs)), functions })).toEqual({
    file,
    exists: false,
  });
});
