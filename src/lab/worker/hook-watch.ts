import { clearTimeout, setTimeout } from 'node:timers';

/** Hooks have this many times the time of their test: their own limit in the test runner is about twice as long, too. */
const hookFactor = 2;

/** Notices that the hooks before or after a test do not end. The test itself has a time limit of its own. */
export class HookWatch {
  #timer: NodeJS.Timeout | undefined;
  #arm: (() => NodeJS.Timeout) | undefined;

  /** @param ms the time limit of the test */
  begin(ms: number, onLate: () => void): void {
    this.end();
    this.#arm = () => setTimeout(onLate, ms * hookFactor).unref();
    this.#timer = this.#arm();
  }

  /** The hooks before the test have ended. */
  pause(): void {
    clearTimeout(this.#timer);
  }

  /** The test has ended, and further hooks begin. */
  resume(): void {
    this.pause();
    this.#timer = this.#arm?.();
  }

  end(): void {
    this.pause();
    this.#arm = undefined;
  }
}
