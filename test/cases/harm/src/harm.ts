import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** Each of these does something that nobody wants while tests are generated; where it cannot, it says so. */
export function writes(text: string): string {
  try {
    writeFileSync(join(process.env.HOME ?? '/', `harm-${text.length}`), text);
    return 'written';
  } catch (error) {
    return String((error as { code?: string }).code);
  }
}

export function reads(count: number): string {
  try {
    return readFileSync(join(process.env.HOME ?? '/', 'secret.txt'), 'utf8').repeat(count > 0 ? 1 : 2);
  } catch (error) {
    return String((error as { code?: string }).code);
  }
}

export function tells(count: number): string {
  return `${process.env.HARM_TOKEN ?? 'no token'} ${count}`;
}

export function runs(text: string): string {
  try {
    return execFileSync('/bin/sh', ['-c', `touch "$HOME/ran-${text.length}"`]).toString();
  } catch (error) {
    return String((error as { code?: string }).code);
  }
}

export function works(count: number): string {
  try {
    new Worker('0', { eval: true }).unref();
    return `works ${count}`;
  } catch (error) {
    return String((error as { code?: string }).code);
  }
}

/** Calls home. The address is in the text, as the environment is not there. */
export function calls(count: number): Promise<string> {
  const port = Number(readFileSync(new URL('../port.txt', import.meta.url), 'utf8'));
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => resolve(`connected ${count}`));
    socket.on('error', () => resolve(`alone ${count}`));
  });
}

export function loops(count: number): number {
  let sum = count;
  while (sum !== -1) sum = Math.abs(sum) + 1;
  return sum;
}

export function fills(count: number): number {
  const all: string[][] = [];
  while (count >= -1_000_000) all.push(new Array(100_000).fill(`${count}`));
  return all.length;
}
