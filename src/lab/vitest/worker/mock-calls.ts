import type { Called, Mock, MockWatch } from '../../worker/mock-watch.ts';
import { callSites, fileOf } from '../../worker/origin.ts';
import { ownFolder } from '../../worker/own-folder.ts';

interface Watched {
  mock: Mock;
  replaces: boolean;
  canned: boolean;
  byTest: boolean[];
  earlier: number;
  /** The mock's own list of calls, read without triggering the watch. */
  calls(): unknown[][];
}

interface Vi {
  fn(...args: never[]): unknown;
  spyOn(...args: never[]): unknown;
  isMockFunction(value: unknown): boolean;
}

/** Where tinyspy (Vitest 3) keeps what it knows of a mock. */
const tinyspy = Symbol.for('tinyspy:spy');
/** With more calls than this in a test, their callers are not looked up. */
const maxCalls = 500;

/**
 * Finds out, by the stack at each call of a mock, whether the test itself or other code made the call. Only for mocks that
 * are created while a file is watched, which is during its clean run.
 */
export class MockCalls implements MockWatch {
  readonly #vi: Vi;
  readonly #isSource: (value: object) => boolean;
  readonly #watched = new Map<unknown, Watched>();
  /** The test file that is watched; undefined if none is. */
  #file: string | undefined;
  #mocker: object | undefined;
  #seen = 0;

  /** @param isSource whether a function is code of the project */
  constructor(vi: Vi, isSource: (value: object) => boolean) {
    this.#vi = vi;
    this.#isSource = isSource;
    this.#watchResult(vi, 'fn', (mock, [implementation]) =>
      this.#add(mock, false, this.#isOwn(implementation)),
    );
    this.#watchResult(vi, 'spyOn', (mock) => this.#add(mock, true, false));
  }

  /** Of the file that is about to load; undefined to stop. */
  watch(file: string | undefined): void {
    this.#file = file;
    this.#watched.clear();
    if (file !== undefined) this.#watchModules();
  }

  /** A test begins. */
  begin(): void {
    this.#seen = 0;
    for (const watched of this.#watched.values()) watched.earlier = watched.calls().length;
  }

  /** All mocks that were called in the test. */
  *all(): Generator<Called> {
    for (const mock of this.#watched.keys()) {
      const called = this.of(mock);
      if (called && called.calls.length > called.earlier) yield called;
    }
  }

  of(value: unknown): Called | undefined {
    const watched = this.#watched.get(value);
    if (!watched) return undefined;
    const calls = watched.calls();
    const { mock, replaces, canned, byTest, earlier } = watched;
    // The record has to agree with the mock's own list.
    const isKnown = byTest.length === calls.length;
    return {
      mock,
      replaces,
      canned,
      calls,
      byTest: calls.map((_, index) => isKnown && byTest[index] === true),
      earlier,
    };
  }

  #watchResult(holder: object, name: string, see: (result: unknown, args: unknown[]) => void): void {
    const method: unknown = Reflect.get(holder, name);
    if (typeof method !== 'function') return;
    const watched = new Proxy(method, {
      apply: (target, self, args) => {
        const result: unknown = Reflect.apply(target, self, args);
        if (this.#file !== undefined) see(result, args as unknown[]);
        return result;
      },
    });
    Reflect.set(holder, name, watched);
  }

  /** Modules that Vitest mocks by itself. */
  #watchModules(): void {
    const mocker: unknown = Reflect.get(globalThis, '__vitest_mocker__');
    if (typeof mocker !== 'object' || mocker === null || mocker === this.#mocker) return;
    this.#mocker = mocker;
    this.#watchResult(mocker, 'mockObject', (result) => this.#addAll(result, 3));
  }

  #addAll(value: unknown, depth: number): void {
    if (value === null || (typeof value !== 'object' && typeof value !== 'function') || depth === 0) return;
    if (this.#vi.isMockFunction(value)) this.#add(value, true, true);
    for (const { value: part } of Object.values(Object.getOwnPropertyDescriptors(value)))
      this.#addAll(part, depth - 1);
  }

  /** Undefined, or a function outside of the project's code. */
  #isOwn(implementation: unknown): boolean {
    return typeof implementation !== 'function' || !this.#isSource(implementation);
  }

  #add(value: unknown, replaces: boolean, canned: boolean): void {
    if (!this.#vi.isMockFunction(value) || this.#watched.has(value)) return;
    const mock = value as Mock;
    const watched: Watched = { mock, replaces, canned, byTest: [], earlier: 0, calls: () => [] };
    const inner = Reflect.get(mock, tinyspy) as object | undefined;
    const isSeen = inner ? this.#watchCount(inner, watched) : this.#watchList(mock.mock, watched);
    if (!isSeen) return;
    this.#watched.set(mock, watched);
    for (const name of ['mockImplementation', 'mockImplementationOnce'])
      this.#watchResult(mock, name, (_, [implementation]) => {
        watched.canned = this.#isOwn(implementation);
      });
  }

  /** Vitest 3: a counter is written at every call, and set to 0 when the mock is cleared. */
  #watchCount(state: object, watched: Watched): boolean {
    let count: unknown = Reflect.get(state, 'callCount');
    watched.calls = () => Reflect.get(state, 'calls') as unknown[][];
    return Reflect.defineProperty(state, 'callCount', {
      configurable: true,
      enumerable: true,
      get: () => count,
      set: (next: number) => {
        count = next;
        if (next === 0) forget(watched);
        else watched.byTest.push(this.#isByTest());
      },
    });
  }

  /** Vitest 4 and 5: the list of calls is read at every call and then grows. Clearing the mock sets a new list. */
  #watchList(state: Mock['mock'], watched: Watched): boolean {
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
        pending = this.#isByTest();
        return list;
      },
      set: (next: unknown[][]) => {
        list = next;
        forget(watched);
      },
    });
  }

  #isByTest(): boolean {
    if (this.#file === undefined || ++this.#seen > maxCalls) return false;
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 40;
    const files = callSites(new Error()).map(fileOf);
    Error.stackTraceLimit = stackTraceLimit;
    return isByTest(files, this.#file);
  }
}

/** The mock was cleared. */
function forget(watched: Watched): void {
  watched.byTest = [];
  watched.earlier = 0;
}

/**
 * Whether only the test file is on the stack between a mock and Vitest. A call by a timer, a promise, an event or a
 * built-in function is not a call by the test.
 * @param files of the stack, from the inside out
 */
export function isByTest(files: (string | undefined)[], testFile: string): boolean {
  const first = files.findIndex((file) => !isSpy(file));
  if (first < 0 || files[first] !== testFile) return false;
  // Functions of the language have no file.
  const caller = files.slice(first).find((file) => file !== undefined && file !== testFile);
  return caller === undefined || isVitest(caller);
}

function isSpy(file: string | undefined): boolean {
  if (file === undefined) return false;
  return (
    file.startsWith(ownFolder) ||
    /[\\/](@vitest[\\/]spy|tinyspy|vitest\d?[\\/]dist([\\/]chunks)?[\\/]spy\b)/.test(file)
  );
}

function isVitest(file: string): boolean {
  return (
    file.startsWith(ownFolder) ||
    /^node:internal\/process\//.test(file) ||
    /[\\/](@vitest[\\/]runner|vitest\d?[\\/]dist)[\\/]/.test(file)
  );
}
