import { expect, test } from 'vitest';
import type { CircusTest, TestFn } from '../../../../src/lab/jest/worker/circus.ts';
import { wrapped } from '../../../../src/lab/jest/worker/test-fn.ts';

const calls: string[] = [];
const call = async (run: () => unknown) => {
  calls.push('begins');
  await run();
};
const of = (fn: TestFn) => wrapped({ fn } as CircusTest, call, (message) => new Error(message)) as TestFn;

/** What circus is told in the end: that it is done, or with which error. */
const told = (fn: TestFn) => new Promise<unknown>((resolve) => of(fn)((reason) => resolve(reason ?? 'done')));

test('a function with `done` keeps its one parameter, by which circus waits for it', () => {
  expect(of((done) => done?.()).length).toBe(1);
  expect(of(() => {}).length).toBe(0);
});

test('what a test returns or throws is what circus gets', async () => {
  await expect(of(() => undefined)()).resolves.toBeUndefined();
  await expect(of(async () => {})()).resolves.toBeUndefined();
  await expect(of(() => 1)()).rejects.toThrow('can only return Promise or undefined');
  await expect(
    of(() => {
      throw new TypeError('no');
    })(),
  ).rejects.toThrow('no');
  expect(calls.length).toBe(4);
});

test('`done` is passed on, with its reason; a test that throws before is done with that', async () => {
  expect(await told((done) => done?.())).toBe('done');
  expect(await told((done) => done?.('why'))).toBe('why');
  expect(
    await told((_done) => {
      throw new RangeError('early');
    }),
  ).toMatchObject({ message: 'early' });
  expect(await told((_done) => 1)).toMatchObject({ message: expect.stringContaining("'done' callback") });
});

test('a generator is left to circus', () => {
  const fn = function* () {} as unknown as TestFn;
  expect(of(fn)).toBe(fn);
});
