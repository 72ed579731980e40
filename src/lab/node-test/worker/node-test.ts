import { lineIn } from '../../native/worker/lines.ts';
import type { NativeTest } from '../../native/worker/parts.ts';
import type { TestEnd } from '../../worker/driver.ts';
import { isError } from '../../worker/origin.ts';
import { shorten } from '../../worker/shorten.ts';
import type { Test } from './registry.ts';

/** A test of a file, and what its current turn has come to. */
export class NodeTest implements NativeTest {
  readonly ownTimers = 0;
  readonly test: Test;
  readonly #path: string;
  #errors: unknown[] = [];

  constructor(test: Test, path: string) {
    this.test = test;
    this.#path = path;
  }

  get location(): { line: number } {
    return { line: lineIn(this.#path, this.test.stack) };
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
      timedOut: false,
    };
  }
}

/** One short line. */
export function messageOf(error: unknown): string {
  const isObject = typeof error === 'object' && error !== null && 'message' in error;
  return shorten(String(isObject ? error.message : error)) || 'an error without a message';
}
