import { afterEach, describe, expect, test, vi } from 'vitest';
import * as clock from '../src/clock.ts';
import { greeting } from '../src/greeting.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('greeting', () => {
  test('[ok] by a clock that stands still', () => {
    vi.useFakeTimers({ now: new Date('2026-01-01T08:00:00Z') });
    expect(greeting()).toBe('good morning');
    vi.setSystemTime(new Date('2026-01-01T12:00:00Z'));
    expect(greeting()).toBe('good day');
    vi.useRealTimers();
  });

  test('[no-assertion] is not nothing', () => {
    greeting();
    expect(typeof greeting).toBe('function');
  });

  test('[no-assertion] greets', () => {
    greeting();
  });
});

describe('waiting', () => {
  test('[ok] ends', async () => {
    expect(await clock.wait(1)).toBe(1);
  });

  test('[ok] ends, with fake timers', async () => {
    vi.useFakeTimers();
    const waiting = clock.wait(1000);
    await vi.advanceTimersByTimeAsync(1000);
    await expect(waiting).resolves.toBe(1000);
    vi.useRealTimers();
  });

  test('[swallows-failure] then is left alone', () => {
    Promise.resolve(clock.wait(0))
      .then((ms) => expect(ms).toBe(0))
      .catch(() => {});
  });
});
