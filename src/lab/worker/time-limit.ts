import { clearTimeout, setInterval, setTimeout } from 'node:timers';
import { Idleness } from './idleness.ts';

const now = performance.now.bind(performance);
const lookEveryMs = 50;
/** If nothing is at work for this part of the time, it will not end. */
const idleShare = 3;

/**
 * Runs `action`, and gives up on it after `ms` milliseconds.
 * @param onLate is told whether it hung, with nothing at work that could end it
 * @param ownTimers gives up early when it hangs: when no other timers than so many of the test runner itself are running
 */
export async function within<T>(
  ms: number,
  action: () => T | Promise<T>,
  onLate: (hung: boolean) => void,
  ownTimers?: number,
): Promise<T> {
  const startedAt = now();
  let timer: NodeJS.Timeout | undefined;
  let idle: Idleness | undefined;
  const late = new Promise<never>((_, reject) => {
    const look = () => {
      const hung = idle?.lasted(ms / idleShare) ?? false;
      if (!hung && now() - startedAt < ms) return;
      onLate(hung);
      reject(new Error(`realcov: still running after ${Math.round(now() - startedAt)} ms`));
    };
    // This timer must not count as something at work.
    timer = ownTimers !== undefined ? setInterval(look, lookEveryMs).unref() : setTimeout(look, ms);
    if (ownTimers !== undefined) idle = new Idleness(ownTimers);
  });
  try {
    return await Promise.race([action(), late]);
  } finally {
    clearTimeout(timer);
  }
}
