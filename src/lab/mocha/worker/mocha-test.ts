import type { NativeTest } from '../../native/worker/parts.ts';
import { TurnErrors } from '../../native/worker/turn-errors.ts';
import type { TestEnd } from '../../worker/driver.ts';
import type { Test } from '../mocha-api.ts';

/** A test of a file, and what its current turn has come to. */
export class MochaTest implements NativeTest {
  /** Mocha's own time limit. */
  readonly ownTimers = 1;
  readonly mocha: Test;
  readonly #line: number;
  readonly errors = new TurnErrors();

  /** @param line where it was declared; 0 if unknown */
  constructor(mocha: Test, line: number) {
    this.mocha = mocha;
    this.#line = line;
  }

  get location(): { line: number } {
    return { line: this.#line };
  }

  get end(): TestEnd {
    return this.errors.end((error) => codeOf(error) === 'ERR_MOCHA_TIMEOUT');
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
}
