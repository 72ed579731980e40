import { readdirSync, readFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

// Bound at load, before a suite can mock them.
const read = readFileSync;
const list = readdirSync;

/** What Vitest calls a worker; no other has both at the same time. */
const names = ['VITEST_POOL_ID', 'VITEST_WORKER_ID'];

/**
 * Where processes are seen that this guard started, and those of other workers, but none of anybody else: whether a
 * signal can reach none but its own, with what they started in turn. It is no signal at all if nobody is there.
 * @param pid as `process.kill` takes it: below zero it is a group
 * @param isChild whether this guard started the process
 */
export function reachesOnlyKin(pid: number, isChild: (pid: number) => boolean): boolean {
  if (pid === 0 || pid === -1 || pid === 1) return false;
  try {
    const reached = pid > 0 ? [pid] : processes().filter((each) => statOf(each)?.group === -pid);
    return reached.every((each) => statOf(each) === undefined || isKin(each, isChild));
  } catch {
    // Without a list of them nothing is known.
    return false;
  }
}

function isKin(pid: number, isChild: (pid: number) => boolean): boolean {
  if (pid === process.pid) return false;
  for (let at = pid; at > 1; at = statOf(at)?.parent ?? 0) {
    // Threads share a process: there, only what this one started is its own.
    if (isChild(at) || (isMainThread && at === process.pid)) return true;
  }
  return wasStartedHere(pid);
}

/** Of one whose parent is gone: what it has in its environment came from the worker that its ancestors ran in. */
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

/** From `/proc/<pid>/stat`, see proc_pid_stat(5); undefined if the process is gone. */
function statOf(pid: number): { parent: number; group: number } | undefined {
  const text = contentOf(`/proc/${pid}/stat`);
  if (text === undefined) return undefined;
  // The name before it may hold anything.
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
