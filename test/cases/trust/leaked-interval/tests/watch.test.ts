import { expect, test, vi } from 'vitest';
import { isHigh, last, reset, watch } from '../src/watch';

test('watches', async () => {
  const stop = watch(() => 7);
  await vi.waitFor(() => expect(last()).toBe(7));
  stop();
  expect(isHigh(last())).toBe(false);
});

test('begins with nothing', async () => {
  reset();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(last()).toBe(0);
});
