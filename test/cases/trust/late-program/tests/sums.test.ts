import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { add, divide, multiply, subtract } from '../src/sums.ts';

test('reads a file of the project, some time after', async () => {
  for (const sum of [subtract, multiply, divide]) sum(4, 2);
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(readFileSync('package.json', 'utf8')).toContain('late-program');
  expect(add(4, 2)).toBe(6);
});
