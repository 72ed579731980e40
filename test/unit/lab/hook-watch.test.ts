import { afterEach, beforeEach, expect, test, vi } from 'vitest';

let late: string[] = [];

async function hookWatch() {
  // The module keeps the timers that it finds when it is loaded.
  vi.resetModules();
  vi.doMock('node:timers', () => ({ setTimeout: fakeTimeout, clearTimeout: globalThis.clearTimeout }));
  const { HookWatch } = await import('../../../src/lab/worker/hook-watch.ts');
  return new HookWatch();
}

const fakeTimeout = (run: () => void, ms: number) => globalThis.setTimeout(run, ms);

beforeEach(() => {
  vi.useFakeTimers();
  late = [];
});
afterEach(() => {
  vi.useRealTimers();
  vi.doUnmock('node:timers');
});

test('hooks that take twice the time of their test are noticed', async () => {
  const hooks = await hookWatch();
  hooks.begin(100, () => late.push('before'));
  vi.advanceTimersByTime(199);
  expect(late).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(late).toEqual(['before']);
});

test('the test itself does not count, and the hooks after it have the whole time again', async () => {
  const hooks = await hookWatch();
  hooks.begin(100, () => late.push('after'));
  vi.advanceTimersByTime(150);
  hooks.pause();
  vi.advanceTimersByTime(5_000);
  hooks.resume();
  vi.advanceTimersByTime(199);
  expect(late).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(late).toEqual(['after']);
});

test('nothing is noticed once the turn has ended, even if its test ends later', async () => {
  const hooks = await hookWatch();
  hooks.begin(100, () => late.push('gone'));
  hooks.end();
  hooks.resume();
  vi.advanceTimersByTime(5_000);
  expect(late).toEqual([]);
});
