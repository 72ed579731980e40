import { lineIn } from '../../native/worker/lines.ts';
import type { NativeTest } from '../../native/worker/parts.ts';
import { TurnErrors } from '../../native/worker/turn-errors.ts';
import type { TestEnd } from '../../worker/driver.ts';
import type { Test } from './registry.ts';

/** A test of a file, and what its current turn has come to. */
export class NodeTest implements NativeTest {
  readonly ownTimers = 0;
  readonly test: Test;
  readonly #path: string;
  readonly errors = new TurnErrors();

  constructor(test: Test, path: string) {
    this.test = test;
    this.#path = path;
  }

  get location(): { line: number } {
    return { line: lineIn(this.#path, this.test.stack) };
  }

  get end(): TestEnd {
    return this.errors.end();
  }
}
