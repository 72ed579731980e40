import { expect, test } from 'vitest';
import { wrapped } from '../../../../src/lab/mocha/worker/test-fn.ts';

const call = async (run: () => unknown) => void (await run());
const rules = { call, asyncOnly: false };

test('a function keeps its number of parameters, by which Mocha knows that it calls back', () => {
  expect(wrapped({ fn: () => {} }, rules)).toHaveLength(0);
  expect(wrapped({ fn: (_done) => {} }, rules)).toHaveLength(1);
  expect(wrapped({}, rules)).toBeUndefined();
});

test('what a function tells its callback is told on', async () => {
  const told = (fn: (done?: (error?: unknown) => void) => unknown) =>
    new Promise((resolve) => void wrapped({ fn }, rules)?.call({}, resolve));
  expect(await told((done) => setImmediate(() => done?.()))).toBeUndefined();
  expect(await told((done) => done?.('wrong'))).toBe('wrong');
  expect(await told((_done) => Promise.resolve())).toMatchObject({
    message: expect.stringContaining('overspecified'),
  });
});

test('with --async-only a function has to return a promise', async () => {
  const strict = { call, asyncOnly: true };
  await expect(wrapped({ fn: () => 1 }, strict)?.call({})).rejects.toThrow('--async-only');
  await expect(wrapped({ fn: async () => 1 }, strict)?.call({})).resolves.toBeUndefined();
});
