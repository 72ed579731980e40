import { tmpdir } from 'node:os';
import { expect, test, vi } from 'vitest';
import { measure } from '../../../bench/measure.ts';

vi.setConfig({ testTimeout: 30_000 });

const burn = (ms: number) => `const until = process.cpuUsage().user + ${ms * 1000};
  while (process.cpuUsage().user < until) {}`;

test('the time of a program that another one starts counts', async () => {
  const script = `require('node:child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(burn(400))}])`;
  const { cost, code } = await measure(['-e', script], { cwd: tmpdir() });
  expect(code).toBe(0);
  if (process.platform === 'linux') expect(cost.cpuMs).toBeGreaterThan(350);
});

test('memory is measured at its peak, of all processes together', async () => {
  const hold = 'const held = Buffer.alloc(150 << 20, 1); setTimeout(() => held, 1200);';
  const script = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(hold)}]); ${hold}`;
  const { cost } = await measure(['-e', script], { cwd: tmpdir() });
  if (process.platform === 'linux') expect(cost.peakBytes).toBeGreaterThan(300 << 20);
});

test('a program that does not end is killed, with what it started', async () => {
  const script = `require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
    stdio: 'inherit' }); setInterval(() => {}, 1000);`;
  const { timedOut, code } = await measure(['-e', script], { cwd: tmpdir(), limitMs: 500 });
  expect([timedOut, code]).toEqual([true, null]);
});
