import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { cleanByChild, cleanByGit, cleanByShell, cleanByThread, stopByChild } from '../src/programs.ts';

const project = process.cwd();
const output = join(project, 'output');

beforeEach(() => {
  mkdirSync(output, { recursive: true });
});

test('cleans by a shell', () => {
  cleanByShell(project);
  expect(existsSync(output)).toBe(false);
});

test('cleans by git', () => {
  cleanByGit(project);
  expect(existsSync(output)).toBe(false);
});

test('cleans by a child', async () => {
  await cleanByChild(project);
  expect(existsSync(output)).toBe(false);
});

test('cleans by a thread', async () => {
  await cleanByThread(project);
  expect(existsSync(output)).toBe(false);
});

test('has a child stop another', async () => {
  const child = spawn('sleep', ['30']);
  const ended = new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)));
  await stopByChild([child.pid ?? 0, Number(process.env.CANARY_PID)]);
  const timer = setTimeout(() => child.kill('SIGINT'), 100);
  expect(await ended).toBe('SIGKILL');
  clearTimeout(timer);
});
