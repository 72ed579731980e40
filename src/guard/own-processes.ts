import { readdirSync, readFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

// Stored at load, before a suite can mock them.
const read = readFileSync;
const list = readdirSync;

/** Vitest's ids of a worker. No other worker has both at the same time. */
const names = ['VITEST_POOL_ID', 'VITEST_WORKER_ID'];

/**
 * Whether a signal reaches only processes that belong to this guard. It is meant for a namespace in which only processes of
 * the workers are visible. A signal to no process at all is fine.
 * @param pid as in `process.kill`: negative for a group
 * @param isChild whether this guard started the process
 */
export function reachesOnlyKin(pid: number, isChild: (pid: number) => boolean): boolean {
  if (pid === 0 || pid === -1 || pid === 1) return false;
  try {
    const reached = pid > 0 ? [pid] : processes().filter((each) => statOf(each)?.group === -pid);
    return reached.every((each) => statOf(each) === undefined || isKin(each, isChild));
  } catch {
    // Without a list of processes, nothing is known.
    return false;
  }
}

function isKin(pid: number, isChild: (pid: number) => boolean): boolean {
  if (pid === process.pid) return false;
  for (let at = pid; at > 1; at = statOf(at)?.parent ?? 0) {
    // Threads share a process, so only processes that this guard started belong to it.
    if (isChild(at) || (isMainThread && at === process.pid)) return true;
  }
  return wasStartedHere(pid);
}

/** Whether an orphaned process comes from the same worker, by its environment. */
function wasStartedHere(pid: number): boolean {
  const environment = new Set(contentOf(`/proc/${pid}/environ`)?.split('\0'));
  return names.every((name) => {
    const own = process.env[name];
    return own !== undefined && environment.has(`${name}=${own}`);
  });
}

function processes(): number[] {
  return list('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** From `/proc/<pid>/stat`, see proc_pid_stat(5); undefined if the process has ended. */
function statOf(pid: number): { parent: number; group: number } | undefined {
  const text = contentOf(`/proc/${pid}/stat`);
  if (text === undefined) return undefined;
  // The name before it may contain any character.
  const [, parent, group] = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { parent: Number(parent), group: Number(group) };
}

function contentOf(file: string): string | undefined {
  try {
    return read(file, 'latin1');
  } catch {
    return undefined;
  }
}
