import type { NativeTest } from '../../native/worker/parts.ts';
import type { TestEnd } from '../../worker/driver.ts';
import { isError } from '../../worker/origin.ts';
import { shorten } from '../../worker/shorten.ts';
import type { Test } from '../mocha-api.ts';

/** A test of a file, and what its current turn has come to. */
export class MochaTest implements NativeTest {
  /** Mocha's own time limit. */
  readonly ownTimers = 1;
  readonly mocha: Test;
  readonly #line: number;
  #errors: unknown[] = [];

  /** @param line where it was declared; 0 if unknown */
  constructor(mocha: Test, line: number) {
    this.mocha = mocha;
    this.#line = line;
  }

  get location(): { line: number } {
    return { line: this.#line };
  }

  renew(): void {
    this.#errors = [];
  }

  fail(error: unknown): void {
    this.#errors.push(error);
  }

  get end(): TestEnd {
    const [first] = this.#errors;
    const failed = this.#errors.length > 0;
    return {
      failed,
      error: failed ? messageOf(first) : undefined,
      first: isError(first) ? first : undefined,
      timedOut: this.#errors.some((error) => codeOf(error) === 'ERR_MOCHA_TIMEOUT'),
    };
  }
}

/** One short line. */
export function messageOf(error: unknown): string {
  const isObject = typeof error === 'object' && error !== null && 'message' in error;
  return shorten(String(isObject ? error.message : error)) || 'an error without a message';
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
}
