import type { TestEnd } from '../../worker/driver.ts';
import { isError } from '../../worker/origin.ts';
import { messageOf } from '../../worker/shorten.ts';

/** What has failed a test in its current turn. */
export class TurnErrors {
  #errors: unknown[] = [];

  /** A turn begins. */
  renew(): void {
    this.#errors = [];
  }

  fail(error: unknown): void {
    this.#errors.push(error);
  }

  /** @param isTimeout whether the test runner gave up waiting with this error */
  end(isTimeout: (error: unknown) => boolean = () => false): TestEnd {
    const [first] = this.#errors;
    const failed = this.#errors.length > 0;
    return {
      failed,
      error: failed ? messageOf(first) : undefined,
      first: isError(first) ? first : undefined,
      timedOut: this.#errors.some(isTimeout),
    };
  }
}
