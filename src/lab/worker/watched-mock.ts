import type { Called, Mock } from './mock-watch.ts';
import { callSites, fileOf } from './origin.ts';

/** A mock whose callers are noted. */
export interface Watched {
  mock: Mock;
  replaces: boolean;
  canned: boolean;
  byTest: boolean[];
  earlier: number;
  /** The mock's own list of calls, read without triggering the watch. */
  calls(): unknown[][];
}

/** The mocks of a test file whose callers are noted. */
export class WatchedMocks<Own extends Watched> {
  readonly #byMock = new Map<unknown, Own>();

  get(mock: unknown): Own | undefined {
    return this.#byMock.get(mock);
  }

  add(mock: unknown, watched: Own): void {
    this.#byMock.set(mock, watched);
  }

  clear(): void {
    this.#byMock.clear();
  }

  /** A test begins. */
  begin(): void {
    for (const watched of this.#byMock.values()) watched.earlier = watched.calls().length;
  }

  /** All that were called in the test. */
  *called(): Generator<Called> {
    for (const watched of this.#byMock.values()) {
      const called = calledOf(watched);
      if (called.calls.length > called.earlier) yield called;
    }
  }

  of(value: unknown): Called | undefined {
    const watched = this.#byMock.get(value);
    return watched && calledOf(watched);
  }
}

/** With more calls than this in a test, their callers are not looked up. */
const maxCalls = 500;

/** Finds out, by the stack, whether a test itself makes the present call. */
export class Callers {
  readonly #isByTest: (files: (string | undefined)[], testFile: string) => boolean;
  #seen = 0;
  /** The test file that is watched; undefined if none is. */
  file: string | undefined;

  /** @param isByTest of the files on the stack, from the inside out */
  constructor(isByTest: (files: (string | undefined)[], testFile: string) => boolean) {
    this.#isByTest = isByTest;
  }

  /** A test begins. */
  begin(): void {
    this.#seen = 0;
  }

  isByTest(): boolean {
    if (this.file === undefined || ++this.#seen > maxCalls) return false;
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 40;
    const files = callSites(new Error()).map(whereOf);
    Error.stackTraceLimit = stackTraceLimit;
    return this.#isByTest(files, this.file);
  }
}

/** Code of `new Function`, of which Jest makes mocks with the names of what they replace. */
export const madeOfText = '(eval)';

function whereOf(site: NodeJS.CallSite): string | undefined {
  return fileOf(site) ?? (site.isEval() ? madeOfText : undefined);
}

/** The mock was cleared. */
export function forget(watched: Watched): void {
  watched.byTest = [];
  watched.earlier = 0;
}

/** The list of calls is read at every call and then grows. Where clearing the mock sets a new list, that is watched too. */
export function watchList(state: { calls: unknown[][] }, watched: Watched, isByTest: () => boolean): boolean {
  let list = state.calls;
  let pending = false;
  const settle = () => {
    if (list.length === watched.byTest.length + 1) watched.byTest.push(pending);
    return list;
  };
  watched.calls = settle;
  return Reflect.defineProperty(state, 'calls', {
    configurable: true,
    enumerable: true,
    get: () => {
      settle();
      pending = isByTest();
      return list;
    },
    set: (next: unknown[][]) => {
      list = next;
      forget(watched);
    },
  });
}

function calledOf({ mock, replaces, canned, byTest, earlier, calls: read }: Watched): Called {
  const calls = read();
  // The record has to agree with the mock's own list.
  const isKnown = byTest.length === calls.length;
  return {
    ...{ mock, replaces, canned, calls, earlier },
    byTest: calls.map((_, index) => isKnown && byTest[index] === true),
  };
}

/**
 * Whether only the test file is on the stack between a mock and the test runner. A call by a timer, a promise, an event or a
 * built-in function is not a call by the test.
 * @param files of the stack, from the inside out
 */
export function isOnlyTest(
  files: (string | undefined)[],
  testFile: string,
  isSpy: (file: string) => boolean,
  isRunner: (file: string) => boolean,
): boolean {
  const first = files.findIndex((file) => file === undefined || !isSpy(file));
  if (first < 0 || files[first] !== testFile) return false;
  // Functions of the language have no file.
  const caller = files.slice(first).find((file) => file !== undefined && file !== testFile);
  return caller === undefined || isRunner(caller);
}
