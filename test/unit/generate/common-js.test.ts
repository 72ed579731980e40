import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { expect, onTestFinished, test } from 'vitest';
import { writeCommonJs } from '../../../src/generate/embedded/common-js.ts';

test('what runs where tests run is there as CommonJS, and works in the realm that loads it', () => {
  const root = mkdtempSync(join(tmpdir(), 'realcov-common-js-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const { forbidden, recorder, fuzz } = writeCommonJs(root);
  const load = createRequire(import.meta.url);
  expect(Object.keys(load(forbidden) as object)).toEqual(['Forbidden']);
  expect(load(recorder)).toMatchObject({ install: expect.any(Function) });
  expect(load(fuzz)).toMatchObject({ fuzz: expect.any(Function) });
  // Transformers leave installed packages alone.
  expect(fuzz).toMatch(/[\\/]node_modules[\\/]/);
  // Its variables are those of its realm: a script of the main one would not see them.
  const declare = /require\("([^"]+)"\)/g;
  const paths = [...readFileSync(fuzz, 'utf8').matchAll(declare)].map(([, path]) => path ?? '');
  const holder = paths.find((path) =>
    /declared/.test(path.endsWith('.cjs') ? readFileSync(path, 'utf8') : ''),
  );
  const context = createContext({});
  runInContext('let secret = 7;', context);
  const realm = [...readFileSync(holder!, 'utf8').matchAll(declare)].map(([, path]) => path ?? '')[0]!;
  runInContext(`var exports = {}; ${readFileSync(realm, 'utf8')}`, context);
  expect(runInContext("exports.thisRealm.run('secret')", context)).toBe(7);
});
