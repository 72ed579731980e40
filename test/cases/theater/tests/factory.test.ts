import { expect, test, vi } from 'vitest';
import { label } from '../src/user.ts';
vi.mock('../src/user.ts', () => ({ label: () => 'Ann', fetchUser: vi.fn(async () => ({ id: 7 })) }));
test('[mock-echo] a factory of plain functions', () => {
  expect(label({ id: 1, name: 'x' })).toBe('Ann');
});
test('[mock-echo] a dynamic import of what is mocked', async () => {
  const { fetchUser } = await import('../src/user.ts');
  expect(await fetchUser(1)).toEqual({ id: 7 });
});
