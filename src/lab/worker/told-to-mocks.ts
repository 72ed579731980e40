import type { Called, MockWatch } from './mock-watch.ts';
import { isError } from './origin.ts';

/** An assertion about a value that the test itself gave to a mock. */
export interface Told {
  /** The mocks that the value comes from. */
  names: string[];
  /** No code of the project is involved in the value. */
  sure: boolean;
}

/** Matchers about calls; those about nothing but their number. */
const callMatchers =
  /^(toHaveBeen|toBeCalled|toHaveReturned|toReturn|toHaveResolved|lastCalled|nthCalled|lastReturned|nthReturned|toHaveLast|toHaveNth)/;
const countMatchers =
  /^(toHaveBeenCalled|toBeCalled|toHaveBeenCalledTimes|toBeCalledTimes|toHaveBeenCalledOnce)$/;

/**
 * Whether an assertion only looks at a mock that only the test called, or at the result of such a call. A value that
 * other code gave to a mock, or got from one, is not meant.
 */
export function toldByTest(matcher: string, subject: unknown, mocks: MockWatch): Told | undefined {
  const own = mocks.of(subject);
  if (own) {
    if (callMatchers.test(matcher) && !isOnlyByTest(own)) return undefined;
    return { names: [nameOf(own)], sure: own.replaces && countMatchers.test(matcher) };
  }
  if (subject === undefined) return undefined;
  const called = [...mocks.all()];
  const sources = called.filter((each) => given(each, true).make(subject) || got(each, true).make(subject));
  if (sources.length === 0) return undefined;
  // The same value comes from elsewhere too, and the assertion may be about that.
  if (called.some((each) => given(each, false).make(subject) || got(each, false).make(subject)))
    return undefined;
  return {
    names: sources.map(nameOf),
    sure: sources.some((each) => each.replaces && got(each, true).hold(subject)),
  };
}

function isOnlyByTest({ calls, byTest, earlier }: Called): boolean {
  return calls.length > earlier && byTest.every(Boolean);
}

function nameOf({ mock }: Called): string {
  return mock.getMockName();
}

/** Arguments of calls to a mock, by the test or by other code. */
function given(called: Called, byTest: boolean): Parts {
  const { calls, canned } = called;
  // Other code may have returned it.
  if (byTest && !canned) return new Parts([]);
  const own = indicesOf(called, byTest);
  const isAll = own.length > 0 && own.length === calls.length;
  return new Parts(isAll ? [calls] : own.map((index) => calls[index]));
}

/** Results of such calls. Values that other code computed do not count. */
function got(called: Called, byTest: boolean): Parts {
  if (byTest && !called.canned) return new Parts([]);
  const { results, settledResults } = called.mock.mock;
  return new Parts(
    indicesOf(called, byTest).flatMap((index) => [results[index]?.value, settledResults[index]?.value]),
  );
}

function indicesOf({ calls, byTest, earlier }: Called, wanted: boolean): number[] {
  return calls.flatMap((_, index) => (index >= earlier && byTest[index] === wanted ? [index] : []));
}

const maxParts = 1_000;
const deepest = 6;

/** Values and everything inside of them. */
class Parts {
  readonly #all = new Set<unknown>();

  constructor(values: unknown[]) {
    this.#add(values, 0);
  }

  #add(values: unknown[], depth: number): void {
    for (const value of values) {
      // `undefined` and `null` prove nothing, because they are everywhere.
      if (value === undefined || this.#all.size >= maxParts || this.#all.has(value)) continue;
      this.#all.add(value);
      if (Array.isArray(value)) this.#all.add(value.length);
      if (isError(value)) this.#all.add(value.message);
      if (depth < deepest) this.#add(valuesIn(value), depth + 1);
    }
  }

  /** The value is one of these, and not a common one such as `true`. */
  hold(value: unknown): boolean {
    return this.#all.has(value) && !isCommon(value);
  }

  /** The value is one of these, or a plain object or array that contains only these. */
  make(value: unknown, depth = 0): boolean {
    if (this.#all.has(value)) return true;
    const inside = isPlain(value) && depth < deepest ? valuesIn(value) : [];
    return inside.length > 0 && inside.every((part) => part !== undefined && this.make(part, depth + 1));
  }
}

function isCommon(value: unknown): boolean {
  if (typeof value === 'string') return value.length < 3;
  if (typeof value === 'number') return Math.abs(value) < 3;
  return typeof value === 'boolean' || value === null;
}

/** An object of any realm whose prototype is that of all objects there. */
function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** The values in a plain object or list; getters are left alone. */
function valuesIn(value: unknown): unknown[] {
  if (!isPlain(value)) return [];
  const all = Object.values(Object.getOwnPropertyDescriptors(value));
  return all.flatMap((each) => (each.enumerable && 'value' in each ? [each.value as unknown] : []));
}
