import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { wrapperConfig } from '../../../bench/vitest-config.ts';

interface Config {
  plugins?: string[];
  test: { include?: string[]; exclude?: string[]; globals?: boolean };
}

/** What Vitest gets from the wrapper around a configuration with the given text. */
async function resolved(own: string | undefined, tests: string[], excludeTests: string[]): Promise<Config> {
  const folder = mkdtempSync(join(tmpdir(), 'realcov-bench-test-'));
  try {
    if (own !== undefined) writeFileSync(join(folder, 'own.mjs'), own);
    const wrapper = join(folder, 'wrapper.mjs');
    writeFileSync(wrapper, wrapperConfig(own === undefined ? undefined : 'own.mjs', tests, excludeTests));
    const { default: config } = await import(/* @vite-ignore */ pathToFileURL(wrapper).href);
    return await config({ mode: 'test' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test("the wrapper keeps the project's own settings and its own exclusions", async () => {
  const own =
    "export default { plugins: ['p'], test: { globals: true, exclude: ['old/**'], include: ['a/**'] } };";
  expect(await resolved(own, [], ['slow/**'])).toEqual({
    plugins: ['p'],
    test: { globals: true, exclude: ['old/**', 'slow/**'], include: ['a/**'] },
  });
});

test('the wrapper runs only the tests that were asked for', async () => {
  const own = "export default async ({ mode }) => ({ test: { include: ['a/**'], name: mode } });";
  expect(await resolved(own, ['b/**'], [])).toMatchObject({ test: { include: ['b/**'], name: 'test' } });
});

test('the wrapper stands alone where the project has no configuration', async () => {
  const { test: settings } = await resolved(undefined, ['b/**'], []);
  expect(settings).toEqual({ include: ['b/**'], exclude: ['**/node_modules/**', '**/.git/**'] });
});
