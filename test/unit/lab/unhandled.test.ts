import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { errorRule } from '../../../src/lab/vitest/unhandled.ts';
import { countsBy } from '../../../src/lab/vitest/worker/error-filter.ts';

const folder = mkdtempSync(join(tmpdir(), 'realcov-unhandled-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('without settings every error outside of tests counts; a skip is none', () => {
  const rule = errorRule({ config: {} }, folder);
  expect(rule).toBe('all');
  const counts = countsBy(rule);
  expect(counts(new Error('lost'))).toBe(true);
  expect(counts(Object.assign(new Error('skipped'), { code: 'VITEST_PENDING' }))).toBe(false);
});

test('with dangerouslyIgnoreUnhandledErrors none counts', () => {
  const rule = errorRule({ config: { dangerouslyIgnoreUnhandledErrors: true } }, folder);
  expect(countsBy(rule)(new Error('lost'))).toBe(false);
});

test("the project's own onUnhandledError is asked, in the process that has it", async () => {
  const seen: unknown[] = [];
  const onUnhandledError = (error: { message: string; code?: string }) => {
    seen.push(error);
    return error.code === 'EXPECTED' ? false : undefined;
  };
  const counts = countsBy(errorRule({ config: { onUnhandledError } }, folder));
  await expect(counts(Object.assign(new Error('known'), { code: 'EXPECTED' }))).resolves.toBe(false);
  await expect(counts('lost')).resolves.toBe(true);
  await expect(counts('lost')).resolves.toBe(true);
  expect(seen).toEqual([
    expect.objectContaining({ name: 'Error', message: 'known', code: 'EXPECTED' }),
    { message: 'lost' },
  ]);
});
