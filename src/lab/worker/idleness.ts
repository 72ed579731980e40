import { pendingAsks } from './memoised-calls.ts';

const activeResources = process.getActiveResourcesInfo.bind(process);
const now = performance.now.bind(performance);

/** Tells for how long nothing has been at work in this process that was not when it was made. */
export class Idleness {
  readonly #before = counts();
  readonly #ownTimers: number;
  #since: number | undefined;

  /** @param ownTimers timers that end nothing: those of the test runner itself */
  constructor(ownTimers = 0) {
    this.#ownTimers = ownTimers;
  }

  /** To be asked again and again; whether it has been idle at each time for `ms`. */
  lasted(ms: number): boolean {
    if (!this.#isIdle()) this.#since = undefined;
    else this.#since ??= now();
    return this.#since !== undefined && now() - this.#since >= ms;
  }

  #isIdle(): boolean {
    if (pendingAsks() > 0) return false;
    // Timers come and go: one that was there before may be over, and this one new.
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
