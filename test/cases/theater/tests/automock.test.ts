import { expect, test, vi } from 'vitest';
import { fetchUser } from '../src/user.ts';
vi.mock('../src/user.ts');
test('[mock-echo] automocked whole', async () => {
  vi.mocked(fetchUser).mockResolvedValue({ id: 1, name: 'Ann' });
  const user = await fetchUser(1);
  expect(user).toEqual({ id: 1, name: 'Ann' });
  expect(fetchUser).toHaveBeenCalledWith(1);
});
