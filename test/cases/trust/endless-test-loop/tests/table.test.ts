import { expect, test } from 'vitest';
import { hasMore, rows } from '../src/table';

test('comes to an end', () => {
  let left = 3;
  while (hasMore(left)) left--;
  expect(left).toBe(0);
});

test('counts up to the rows', () => {
  const total = rows();
  let count;
  for (count = 0; !(count >= total); count++);
  expect(count).toBeLessThan(20);
});
