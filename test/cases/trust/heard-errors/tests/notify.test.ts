import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { notify } from '../src/notify';

const seen = vi.fn();
beforeEach(() => {
  seen.mockClear();
  process.on('unhandledRejection', seen);
});
afterEach(() => {
  process.off('unhandledRejection', seen);
});

test('hands the error of a listener to the process', async () => {
  const error = new Error('listener failed');
  notify(() => {
    throw error;
  });
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(seen).toHaveBeenCalledWith(error, expect.anything());
});
