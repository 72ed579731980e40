import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { isAlive, killGroup } from '../../../src/system/processes.ts';

const waiting = "const { spawn } = require('node:child_process');";

test.runIf(process.platform !== 'win32')('a group is ended with all that it started', async () => {
  const program = `${waiting} process.stdout.write(String(spawn('sleep', ['600'], { stdio: 'inherit' }).pid));`;
  const child = spawn(process.execPath, ['-e', `${program} setInterval(() => {}, 1000);`], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(child.stdout, 'data');
  killGroup(child);
  // Its output ends when nobody has it open any more.
  await once(child, 'close');
  expect(child.signalCode).toBe('SIGKILL');
});

test('one that leads no group is ended alone', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  await once(child, 'spawn');
  killGroup(child);
  await once(child, 'close');
  expect(child.signalCode).toBe('SIGKILL');
  killGroup(child);
});

test('a process is there until it has ended', async () => {
  expect(isAlive(process.pid)).toBe(true);
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'close');
  expect(isAlive(child.pid!)).toBe(false);
});
