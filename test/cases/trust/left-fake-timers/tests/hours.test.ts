import { expect, test, vi } from 'vitest';
import { greeting, isOpen } from '../src/hours';

test('is open by day', () => {
  vi.useFakeTimers({ now: new Date('2026-03-02T10:00:00Z') });
  expect(isOpen()).toBe(true);
  vi.setSystemTime(new Date('2026-03-02T17:00:00Z'));
  expect(isOpen()).toBe(false);
  vi.useRealTimers();
});

test('greets later', async () => {
  await new Promise((resolve) => setTimeout(resolve, 2));
  expect(greeting('Ann')).toBe('good day, Ann');
});
