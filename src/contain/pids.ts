import { readdirSync, readFileSync } from 'node:fs';

interface Status {
  parent: number;
  /** The numbers that the process has, from the outermost namespace to its own. */
  pids: number[];
}

/**
 * The number, in this process's namespace, of a process that calls itself `inner` in its own.
 * @param ancestor the process that started all of them, by its number here
 */
export function outerPid(inner: number, ancestor: number): number | undefined {
  for (const pid of processes()) {
    const status = statusOf(pid);
    if (status && status.pids.length > 1 && status.pids.at(-1) === inner && isBelow(pid, ancestor))
      return pid;
  }
  return undefined;
}

function processes(): number[] {
  return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
}

function isBelow(pid: number, ancestor: number): boolean {
  for (let at: number | undefined = pid; at !== undefined && at > 1; at = statusOf(at)?.parent)
    if (at === ancestor) return true;
  return false;
}

/** From `/proc/<pid>/status`, see proc_pid_status(5); undefined if the process is gone. */
function statusOf(pid: number): Status | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'utf8');
    const numbers = (name: string) =>
      (new RegExp(`^${name}:(.*)$`, 'm').exec(text)?.[1] ?? '').trim().split(/\s+/).map(Number);
    return { parent: numbers('PPid')[0] ?? 0, pids: numbers('NSpid') };
  } catch {
    return undefined;
  }
}
