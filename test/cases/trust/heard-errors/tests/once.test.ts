import { expect, test, vi } from 'vitest';
import { notify } from '../src/notify';

test('hears it once', async () => {
  const seen = vi.fn();
  process.once('unhandledRejection', seen);
  notify(() => {
    throw new Error('again');
  });
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(seen).toHaveBeenCalledOnce();
});
