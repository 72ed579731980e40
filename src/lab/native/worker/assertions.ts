import type { Assertions } from '../../../model/run.ts';
import { AssertionCount } from '../../worker/assertion-count.ts';
import type { Assertion, AssertionWatch } from '../../worker/driver.ts';
import { AssertionLibraries, isFake } from './assertion-libraries.ts';

/** Counts the assertions that tests make: those of `node:assert`, and of the libraries that they load. */
export class NativeAssertions implements AssertionWatch {
  readonly #count: AssertionCount;
  readonly libraries: AssertionLibraries;

  constructor(onAssertion: (assertion: Assertion) => void, isSource: (file: string) => boolean) {
    this.#count = new AssertionCount({ onAssertion, isSource, isMock });
    this.libraries = new AssertionLibraries(this.#count);
  }

  watch(): void {
    this.libraries.adoptMatchers();
  }

  begin(): void {
    this.#count.begin();
    this.libraries.begin();
  }

  end(): Assertions | undefined {
    this.#count.atLeast(this.libraries.calls);
    return this.#count.end();
  }
}

/** Sinon's, or those of `node:test`. */
function isMock(value: unknown): boolean {
  return isFake(value) || (typeof value === 'function' && isMockOfNode(value));
}

function isMockOfNode(value: object): boolean {
  const { mock } = value as { mock?: { callCount?: unknown; calls?: unknown } };
  return typeof mock === 'object' && mock !== null && typeof mock.callCount === 'function';
}
