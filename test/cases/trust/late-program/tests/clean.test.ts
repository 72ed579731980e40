import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cleanLater } from '../src/clean.ts';

test('cleans', () => {
  mkdirSync(join(process.cwd(), 'work'), { recursive: true });
  expect(cleanLater(process.cwd())).toBe(true);
});
