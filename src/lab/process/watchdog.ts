import type { Host } from './host.ts';
import type { KnownCosts } from './known-costs.ts';
import { memoryOf } from './memory.ts';
import type { Worker } from './workers.ts';

/** V8 keeps its heap within the limit. Buffers and the like are outside of it, and may take half of the limit more. */
const maxOverLimit = 1.5;

/**
 * Kills the worker of a job if it was silent for too long, or takes too much memory.
 * @param memoryLimit in MB
 */
export function endIfLost(
  worker: Worker,
  { host, costs, memoryLimit }: { host: Pick<Host, 'pidOf'>; costs: KnownCosts; memoryLimit: number },
  now: number,
): void {
  if (!worker.job) return;
  worker.stuck = now - worker.heard >= costs.patienceFor(worker.job);
  const pid = host.pidOf(worker.pid);
  if (!worker.stuck && memoryOf(pid ?? 0) < memoryLimit * maxOverLimit) return;
  try {
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
    else worker.socket.destroy();
  } catch {
    worker.socket.destroy();
  }
}
