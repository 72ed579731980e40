import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createService, each, fetchUser, UserService, label } from '../src/user.ts';

describe('own mocks', () => {
  test('[mock-echo] calls its own mock', () => {
    const fn = vi.fn();
    fn(1);
    expect(fn).toHaveBeenCalledWith(1);
  });
  test('[mock-echo] canned of its own', async () => {
    const api = { get: vi.fn().mockResolvedValue({ id: 1, name: 'Ann' }) };
    const user = await api.get(1);
    expect(user.name).toBe('Ann');
    expect(api.get).toHaveBeenCalledTimes(1);
  });
  test('[mock-echo] a method replaced and asked', async () => {
    const service = new UserService(fetchUser);
    vi.spyOn(service, 'get').mockResolvedValue({ id: 1, name: 'Ann' });
    expect(await service.get(1)).toEqual({ id: 1, name: 'Ann' });
  });
  test('[mock-echo] a method replaced and asked, of a factory', async () => {
    const service = createService(fetchUser);
    const spy = vi.spyOn(service, 'title').mockResolvedValueOnce('Ann (1)');
    const title = await service.title(1);
    expect(title).toBe('Ann (1)');
    expect(spy).toHaveBeenCalledTimes(1);
  });
  test('[mock-echo] the failure is canned', async () => {
    const service = new UserService(fetchUser);
    vi.spyOn(service, 'get').mockRejectedValue(new Error('gone'));
    await expect(service.get(1)).rejects.toThrow('gone');
  });
  test('[ok] dependency is used', async () => {
    const load = vi.fn().mockResolvedValue({ id: 1, name: 'Ann' });
    const service = new UserService(load);
    expect(await service.get(1)).toEqual({ id: 1, name: 'Ann' });
    expect(load).toHaveBeenCalledWith(1);
  });
  test('[ok] a method replaced, another asked', async () => {
    const service = new UserService(fetchUser);
    vi.spyOn(service, 'get').mockResolvedValue({ id: 1, name: 'Ann' });
    expect(await service.title(1)).toBe('Ann (1)');
  });
  test('[ok] callbacks', () => {
    const visit = vi.fn();
    each([1, 2], visit);
    expect(visit.mock.calls).toEqual([[1], [2]]);
  });
  test('[ok] spy calls through', () => {
    const o = { label };
    const spy = vi.spyOn(o, 'label');
    expect(o.label({ id: 1, name: 'A' })).toBe('A (1)');
    expect(spy).toHaveBeenCalledOnce();
  });
});
