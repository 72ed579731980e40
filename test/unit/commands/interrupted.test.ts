import { expect, test } from 'vitest';
import { unlessStopped } from '../../../src/commands/interrupted.ts';

const interrupted = { exitCode: 4, message: 'interrupted, so there is no result', hint: 'run it again' };

test.each([
  ['gives a result', async () => 'noticed'],
  [
    'fails of it',
    () => Promise.reject(new Error("ENOENT: no such file or directory, open '/tmp/table.json'")),
  ],
])('of work that was stopped and then %s, only that is said', async (_, end) => {
  const controller = new AbortController();
  const work = () => {
    controller.abort();
    return end();
  };
  await expect(unlessStopped(controller.signal, 'run it again', work)).rejects.toMatchObject(interrupted);
});

test('work that nobody stops gives its result, or its own error', async () => {
  const { signal } = new AbortController();
  expect(await unlessStopped(signal, '', async () => 1)).toBe(1);
  await expect(unlessStopped(signal, '', () => Promise.reject(new Error('a bug')))).rejects.toThrow('a bug');
});
