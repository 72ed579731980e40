/** Ends a process and all that it started, if it leads a group (`detached`); the process alone where there are no groups. */
export function killGroup(child: { pid?: number | undefined; kill(signal: 'SIGKILL'): unknown }): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
  } catch {
    // It leads none, or has ended.
    child.kill('SIGKILL');
  }
}

/** Whether a process is there, be it another user's. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
