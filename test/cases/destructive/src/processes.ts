/** Whom to stop: whatever number is given. */
export const pidOf = (pid: number): number => pid;

export function stop(pid: number): void {
  process.kill(pidOf(pid), 'SIGTERM');
}

export const otherOf = (pids: number[]): number => pids[0] ?? 0;

export function stopFirst(pids: number[]): void {
  process.kill(otherOf(pids), 'SIGKILL');
}
