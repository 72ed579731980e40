import { expect, test } from 'vitest';
import { Turns } from '../../../src/mcp/one-at-a-time.ts';

const never = new AbortController().signal;

test('one thing is done at a time, and who has to wait is told', async () => {
  const turns = new Turns();
  const seen: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = turns.take(
    never,
    () => seen.push('first waits'),
    async () => {
      seen.push('first begins');
      await gate.promise;
      seen.push('first ends');
    },
  );
  const second = turns.take(
    never,
    () => seen.push('second waits'),
    async () => seen.push('second begins'),
  );
  gate.resolve();
  await Promise.all([first, second]);
  expect(seen).toEqual(['second waits', 'first begins', 'first ends', 'second begins']);
});

test('what fails, or is no longer wanted at its turn, keeps nobody from theirs', async () => {
  const turns = new Turns();
  const stop = new AbortController();
  const failing = turns.take(
    never,
    () => {},
    async () => {
      throw new Error('failed');
    },
  );
  const unwanted = turns.take(
    stop.signal,
    () => {},
    async () => 'done all the same',
  );
  const last = turns.take(
    never,
    () => {},
    async () => 'done',
  );
  stop.abort(new Error('unwanted'));
  await expect(failing).rejects.toThrow('failed');
  await expect(unwanted).rejects.toThrow('unwanted');
  expect(await last).toBe('done');
  await turns.ended();
});
