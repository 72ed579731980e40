import { readFileSync } from 'node:fs';
import { totalmem } from 'node:os';

const megabyte = 2 ** 20;
const pageSize = 4096;
const most = 4096;

/** Memory limit of each test process, in MB. Together they may use half of the machine's memory. */
export function defaultMemoryLimit(concurrency: number, total = totalmem()): number {
  return Math.max(512, Math.min(most, Math.floor(total / 2 / concurrency / megabyte)));
}

/** Resident memory of a process, in MB; 0 without `/proc`, or if the process is gone. */
export function memoryOf(pid: number): number {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    return (pages * pageSize) / megabyte;
  } catch {
    return 0;
  }
}
