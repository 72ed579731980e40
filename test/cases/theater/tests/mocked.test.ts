import { describe, expect, test, vi } from 'vitest';
import { now } from '../src/clock.ts';
import { greeting } from '../src/greeting.ts';

vi.mock('../src/clock.ts', () => ({ now: vi.fn(() => Date.UTC(2026, 0, 1, 8)) }));

describe('with a clock of its own', () => {
  test('[ok] greets in the morning', () => {
    expect(greeting()).toBe('good morning');
  });

  test('[ok] asks the clock once', () => {
    vi.mocked(now).mockClear();
    greeting();
    expect(now).toHaveBeenCalledTimes(1);
  });

  test('[mock-echo] the clock is asked, by the test', () => {
    greeting();
    now();
    expect(now).toHaveBeenCalled();
  });
});
