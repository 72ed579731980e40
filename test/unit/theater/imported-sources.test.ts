import { expect, test } from 'vitest';
import { isAbout } from '../../../src/theater/imported-sources.ts';

test.each([
  ['test/cart.test.ts', '', 'src/cart.ts', true],
  ['src/cart/index.spec.tsx', '', 'lib/cart.ts', true],
  ['test/all.test.ts', "import { a } from '../src/cart.ts';", 'src/cart.ts', true],
  ['test/all.test.ts', "import { a } from '../src/cart';", 'src/cart/index.ts', true],
  ['test/all.test.ts', "import { a } from '../src/cart.js';", 'src/cart.ts', true],
  ['src/all.test.ts', "const a = await import('./cart');", 'src/cart.ts', true],
  ['src/all.test.ts', "const a = require('./cart');", 'src/cart.ts', true],
  ['test/all.test.ts', "import { a } from '@/cart';", 'src/cart.ts', true],
  ['test/all.test.ts', "import { a } from '../src/other';", 'src/cart.ts', false],
  ['test/all.test.ts', "import { a } from '../lib/cart';", 'src/cart.ts', false],
  ['test/all.test.ts', "vi.mock('../src/cart');", 'src/cart.ts', false],
  ['test/all.test.ts', "import { a } from '../src';", 'src/cart.ts', false],
])('%s with %j is about %s %s', (file, text, source, about) => {
  expect(isAbout(file, text, [source])).toBe(about);
});

test('a test file that imports other sources too is about more than is audited', () => {
  const text = "import { a } from '../src/a'; import { b } from '../src/b'; import x from 'x';";
  expect(isAbout('test/all.test.ts', text, ['src/a.ts'])).toBe(false);
  expect(isAbout('test/all.test.ts', text, ['src/a.ts', 'src/b.ts'])).toBe(true);
  expect(isAbout('test/a.test.ts', text, ['src/a.ts'])).toBe(true);
});
