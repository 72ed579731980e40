import { expect, test } from 'vitest';
import { testPlaceOf } from '../../../src/generate/test-place.ts';
import type { AuditedTest } from '../../../src/model/audit.ts';

const audit = (...files: string[]) => ({ tests: files.map((file) => ({ file }) as AuditedTest) });

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
