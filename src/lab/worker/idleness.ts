import { pendingAsks } from './memoised-calls.ts';

const activeResources = process.getActiveResourcesInfo.bind(process);
const now = performance.now.bind(performance);

/** Finds out whether nothing is at work in this process, apart from what was there at the beginning. */
export class Idleness {
  readonly #before = counts();
  readonly #ownTimers: number;
  #since: number | undefined;

  /** @param ownTimers timers that end nothing: those of the test runner itself */
  constructor(ownTimers = 0) {
    this.#ownTimers = ownTimers;
  }

  /** Whether it was idle at every call for `ms`. Call it again and again. */
  lasted(ms: number): boolean {
    if (!this.#isIdle()) this.#since = undefined;
    else this.#since ??= now();
    return this.#since !== undefined && now() - this.#since >= ms;
  }

  #isIdle(): boolean {
    if (pendingAsks() > 0) return false;
    // Timers come and go. An old one may have ended, and this may be a new one.
    return [...counts()].every(
      ([kind, count]) => count <= (kind === 'Timeout' ? this.#ownTimers : (this.#before.get(kind) ?? 0)),
    );
  }
}

/** Timers, requests, sockets… that keep the process alive, by kind. */
function counts(): Map<string, number> {
  const result = new Map<string, number>();
  for (const kind of activeResources()) result.set(kind, (result.get(kind) ?? 0) + 1);
  return result;
}
