import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { label, UserService } from '../src/user.ts';
test('[implementation-coupled] the text of a function', () => {
  expect(label.toString()).toContain('return');
});
test('[implementation-coupled] the text of a function, matched', () => {
  expect(/return/.test(String(label))).toBe(true);
});
test('[implementation-coupled] the text of a class', () => {
  expect(`${UserService}`).toMatch(/cache/);
});
test('[implementation-coupled] the source', () => {
  const source = readFileSync('src/user.ts', 'utf8');
  expect(source).toContain('export function label');
});
test('[implementation-coupled] the source, found', async () => {
  const source = await readFile(new URL('../src/user.ts', import.meta.url), 'utf8');
  expect(source.includes('label')).toBe(true);
  expect(source.match(/label/)).not.toBeNull();
});
test('[ok] reads something else', () => {
  expect(readFileSync('package.json', 'utf8')).toContain('theater');
});
test('[hollow] the text of what is its own', () => {
  const own = () => 1;
  expect(own.toString()).toContain('1');
});
