import { type ChildProcess, spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { stop, stopFirst } from '../src/processes.ts';

const stranger = Number(process.env.CANARY_PID);

function start(): { child: ChildProcess; ended: Promise<unknown> } {
  const child = spawn('sleep', ['30']);
  return { child, ended: new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal))) };
}

test('stops a child', async () => {
  const { child, ended } = start();
  stop(child.pid ?? 0);
  const timer = setTimeout(() => child.kill('SIGINT'), 100);
  expect(await ended).toBe('SIGTERM');
  clearTimeout(timer);
});

test('stops the first', async () => {
  const { child, ended } = start();
  stopFirst([child.pid ?? 0, stranger]);
  const timer = setTimeout(() => child.kill('SIGINT'), 100);
  expect(await ended).toBe('SIGKILL');
  clearTimeout(timer);
});
