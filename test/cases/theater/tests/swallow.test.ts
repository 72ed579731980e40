import { expect, test } from 'vitest';
import { label, later, loadConfig, parse, UserService } from '../src/user.ts';
import { quietly } from './quietly.ts';

test('[swallows-failure] allSettled with a condition', async () => {
  const [result] = await Promise.allSettled([loadConfig('abc')]);
  if (result!.status === 'fulfilled') expect(result!.value.port).toBe(3);
});
test('[swallows-failure] a catch that takes it', () => {
  try {
    expect(parse('80').port).toBe(80);
  } catch (error) {
    console.log(error);
  }
});
test('[swallows-failure] a catch that gives a value', async () => {
  const config = await loadConfig('abc').catch((error: unknown) => error);
  expect(config).toBeDefined();
});
test('[swallows-failure] a catch that gives another value', async () => {
  const config = await loadConfig('abc').catch(() => ({ failed: true }));
  expect(config).not.toBeUndefined();
  expect(label({ id: 1, name: 'A' })).toBe('A (1)');
});
test('[swallows-failure] return in finally', async () => {
  try {
    expect((await loadConfig('abc')).port).toBe(3);
  } finally {
    // biome-ignore lint: on purpose
    return;
  }
});
test('[swallows-failure] a helper that catches', async () => {
  await quietly(async () => {
    expect((await loadConfig('abc')).port).toBe(3);
  });
});
test('[swallows-failure] rejects by itself', async () => {
  const late = await later(1).catch(() => undefined);
  if (late) expect(late.at).toBe(2);
});
test('[swallows-failure] notices something else', async () => {
  const service = new UserService(async (id) => ({ id, name: 'Ann' }));
  expect(await service.title(1)).toBe('Ann (1)');
  await loadConfig('abc').then((config) => { expect(config.port).toBe(3); }, () => {});
});
test('[ok] asks for the error', () => {
  try {
    parse('x');
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError);
  }
});
test('[ok] asks for any error', async () => {
  const error = await loadConfig('').catch((e: unknown) => e);
  expect(error).toBeInstanceOf(Error);
});
test('[ok] asks whether it threw', () => {
  let threw = false;
  try { parse('x'); } catch { threw = true; }
  expect(threw).toBe(true);
});
test('[ok] settles both', async () => {
  const results = await Promise.allSettled([loadConfig('abc'), loadConfig('')]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
});
test('[ok] catches to tell more', async () => {
  try {
    expect((await loadConfig('abc')).port).toBe(3);
  } catch (error) {
    throw new Error('not loaded', { cause: error });
  }
});
test('[ok] cleans up', async () => {
  try {
    expect((await loadConfig('abcd')).port).toBe(4);
  } finally {
    await quietly(() => {});
  }
});
test('[ok] falls back as promised', async () => {
  const value = await loadConfig('').catch(() => 'none');
  expect(value).toBe('none');
});
