import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import * as files from '../src/files.ts';

const project = process.cwd();
const canary = process.env.CANARY ?? '';
afterEach(() => process.chdir(project));

test('cleans the cache of the project', () => {
  mkdirSync(join(project, '.cache'), { recursive: true });
  files.clean(project);
  expect(existsSync(join(project, '.cache'))).toBe(false);
});

test('cleans the cache of the user', () => {
  mkdirSync(join(homedir(), '.cache'), { recursive: true });
  files.clean(homedir());
  expect(existsSync(join(homedir(), '.cache'))).toBe(false);
});

test('cleans later', async () => {
  mkdirSync(join(project, '.cache'), { recursive: true });
  await files.cleanLater(project);
  expect(existsSync(join(project, '.cache'))).toBe(false);
});

test('cleans with a callback', async () => {
  mkdirSync(join(project, '.cache'), { recursive: true });
  await files.cleanWithCallback(project);
  expect(existsSync(join(project, '.cache'))).toBe(false);
});

test('cleans beside the project', () => {
  mkdirSync(join(project, '..', 'beside'), { recursive: true });
  files.cleanBeside(project);
  expect(existsSync(join(project, '..', 'beside'))).toBe(false);
});

test('publishes a draft', () => {
  const file = join(project, 'kept', 'data.json');
  onTestFinished(() => rmSync(`${file}.draft`, { force: true }));
  onTestFinished(() => rmSync(`${file}.published`, { force: true }));
  writeFileSync(`${file}.draft`, 'draft');
  files.publish(file);
  expect(readFileSync(`${file}.published`, 'utf8')).toBe('draft');
});

test('empties a draft', () => {
  const file = join(project, 'src', 'files.ts');
  onTestFinished(() => rmSync(`${file}.draft`, { force: true }));
  writeFileSync(`${file}.draft`, 'draft');
  files.empty(file);
  expect(readFileSync(`${file}.draft`, 'utf8')).toBe('');
});

test('writes to its own file, not through the link beside it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'links-'));
  symlinkSync(join(canary, 'linked.txt'), join(folder, 'link'));
  files.write([join(folder, 'own'), join(folder, 'link')]);
  expect(readFileSync(join(folder, 'own'), 'utf8')).toBe('written');
});

test('streams to its own file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'links-'));
  symlinkSync(join(canary, 'linked.txt'), join(folder, 'link'));
  await files.stream([join(folder, 'own'), join(folder, 'link')]);
  expect(readFileSync(join(folder, 'own'), 'utf8')).toBe('streamed');
});

test('cleans where it is told to', () => {
  const folder = mkdtempSync(join(tmpdir(), 'from-'));
  mkdirSync(join(folder, 'kept'));
  files.cleanFrom(folder);
  expect(existsSync(join(folder, 'kept'))).toBe(false);
});
