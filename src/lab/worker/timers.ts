import { setTimeout } from 'node:timers';

const activeResources = process.getActiveResourcesInfo.bind(process);
const graceMs = 50;
const lookEveryMs = 5;

/** How many timers keep this process alive. */
export function pendingTimers(): number {
  return activeResources().filter((kind) => kind === 'Timeout').length;
}

/**
 * Waits for the timers that a file left behind, as Vitest does while it takes a worker down: what they throw
 * then belongs to the file. Returns once there are no more than `before`, or they take too long.
 */
export async function leakedTimers(before: number): Promise<void> {
  for (let waited = 0; waited < graceMs && pendingTimers() > before; waited += lookEveryMs) {
    await new Promise<void>((resolve) => {
      setTimeout(resolve, lookEveryMs);
    });
  }
}
