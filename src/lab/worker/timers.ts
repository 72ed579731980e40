import { setTimeout } from 'node:timers';

const activeResources = process.getActiveResourcesInfo.bind(process);
const graceMs = 50;
const lookEveryMs = 5;

/** How many timers keep this process alive. */
export function pendingTimers(): number {
  return activeResources().filter((kind) => kind === 'Timeout').length;
}

/**
 * Waits for the timers that a file left behind, as Vitest does when it ends a worker. An error in such a timer
 * then belongs to the file. Returns when there are no more than `before`, or after too long a time.
 */
export async function leakedTimers(before: number): Promise<void> {
  for (let waited = 0; waited < graceMs && pendingTimers() > before; waited += lookEveryMs) {
    await new Promise<void>((resolve) => {
      setTimeout(resolve, lookEveryMs);
    });
  }
}
