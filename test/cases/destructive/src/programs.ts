import { execFileSync, execSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

export const outputOf = (folder: string): string => join(folder, 'output');

export function cleanByShell(folder: string): void {
  execSync(`rm -rf "${outputOf(folder)}"`);
}

export function cleanByGit(folder: string): void {
  execFileSync('git', ['-C', folder, 'clean', '-fdxq', outputOf(folder)]);
}

export function cleanByChild(folder: string): Promise<number | null> {
  const code = 'require("fs").rmSync(process.argv[1], { recursive: true, force: true })';
  const child = spawn(process.execPath, ['-e', code, outputOf(folder)], { stdio: 'ignore' });
  return new Promise((resolve) => child.once('exit', resolve));
}

export function cleanByThread(folder: string): Promise<number> {
  const code = `
    const { workerData } = require('worker_threads');
    try { require('fs').rmSync(workerData, { recursive: true, force: true }); } catch {}
  `;
  const worker = new Worker(code, { eval: true, workerData: outputOf(folder) });
  return new Promise((resolve) => worker.once('exit', resolve));
}

/** A child that stops a process. */
export function stopByChild(pids: number[]): Promise<number | null> {
  const child = spawn('sh', ['-c', `kill -9 ${pids[0]}`], { stdio: 'ignore' });
  return new Promise((resolve) => child.once('exit', resolve));
}
