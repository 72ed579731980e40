import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchUser, label } from '../src/user.ts';
import { announce, ApiError, bus, debounce, memoize, props } from '../src/tools.ts';

const { get } = vi.hoisted(() => ({ get: vi.fn() }));
vi.mock('../src/user.ts', async (load) => ({ ...(await load<object>()), fetchUser: get }));

interface Api { list(): Promise<{ id: number; name: string }[]>; ok(): boolean }
let api: { list: ReturnType<typeof vi.fn>; ok: ReturnType<typeof vi.fn> };
beforeEach(() => {
  api = { list: vi.fn(), ok: vi.fn(() => true) };
  get.mockReset();
});
afterEach(() => { vi.unstubAllGlobals(); vi.useRealTimers(); });

async function act(target: Pick<Api, 'list'>) { return target.list(); }

it('[mock-echo] hoisted', async () => {
  get.mockResolvedValue({ id: 1 });
  expect(await fetchUser(1)).toEqual({ id: 1 });
});
it('[mock-echo] a stubbed global', async () => {
  vi.stubGlobal('fetch', vi.fn().mockResolvedValue({ ok: true, status: 201 }));
  const response = await fetch('/users');
  expect(response.ok).toBe(true);
  expect(response.status).toBe(201);
});
it('[mock-echo] by a function of the test', async () => {
  api.list.mockImplementation(async () => [{ id: 1, name: 'Ann' }, { id: 2, name: 'Bob' }]);
  const users = await act(api as Api);
  expect(users).toHaveLength(2);
  expect(users.map(({ name }) => name)).toEqual(['Ann', 'Bob']);
  expect(users[0]).toMatchObject({ name: 'Ann' });
});
it('[mock-echo] resolves', async () => {
  api.list.mockResolvedValueOnce([]);
  await expect(api.list()).resolves.toEqual([]);
});
it('[mock-echo] a boolean', () => {
  expect(api.ok()).toBe(true);
  expect(api.ok).toHaveBeenCalled();
});
it('[mock-echo] the calls', () => {
  api.ok(1);
  expect(api.ok.mock.calls[0]).toEqual([1]);
  expect(api.ok.mock.calls.length).toBe(1);
});
it('[mock-echo] a rejection', async () => {
  api.list.mockRejectedValue(new Error('down'));
  await expect(api.list()).rejects.toThrow('down');
});
it('[mock-echo] a rejection, caught', async () => {
  api.list.mockRejectedValue(new Error('down'));
  try {
    await api.list();
  } catch (error) {
    expect((error as Error).message).toBe('down');
  }
});
it('[ok] debounces', () => {
  vi.useFakeTimers();
  const run = vi.fn();
  const later = debounce(run, 100);
  later();
  later();
  vi.advanceTimersByTime(100);
  expect(run).toHaveBeenCalledTimes(1);
});
it('[ok] memoizes', () => {
  const run = vi.fn((key: string) => key.length);
  const once = memoize(run);
  once('abc');
  expect(once('abc')).toBe(3);
  expect(run).toHaveBeenCalledTimes(1);
});
it('[ok] hands the callback on', () => {
  const onClick = vi.fn();
  props(onClick).onClick('a');
  expect(onClick).toHaveBeenCalledWith('a');
});
it('[ok] announces', () => {
  const listen = vi.fn();
  bus.addEventListener('x', listen);
  announce('x');
  expect(listen).toHaveBeenCalledTimes(1);
});
it('[ok] the rest is real', () => {
  expect(label({ id: 1, name: 'Ann' })).toBe('Ann (1)');
});
it('[ok] is an error', () => {
  expect(new ApiError('x', 404)).toBeInstanceOf(Error);
});
it('[ok] has a status', () => {
  const error = new ApiError('x', 404);
  expect(error).toBeInstanceOf(ApiError);
  expect(error.status).toBe(404);
});
describe('what the code makes of a stub', () => {
  it('[ok] is asked', () => {
    const run = vi.fn().mockReturnValue('stub');
    expect(memoize(run)('k')).toBe('stub');
  });
});
