import { expect, test } from 'vitest';
import { testPlaceOf } from '../../../src/generate/test-place.ts';
import type { AuditedTest } from '../../../src/model/audit.ts';

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
