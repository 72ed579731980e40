import type { Called, Mock, MockWatch } from '../../worker/mock-watch.ts';
import { ownFolder } from '../../worker/own-folder.ts';
import {
  Callers,
  forget,
  isOnlyTest,
  type Watched,
  WatchedMocks,
  watchList,
} from '../../worker/watched-mock.ts';

interface Vi {
  fn(...args: never[]): unknown;
  spyOn(...args: never[]): unknown;
  isMockFunction(value: unknown): boolean;
}

/** Where tinyspy (Vitest 3) keeps what it knows of a mock. */
const tinyspy = Symbol.for('tinyspy:spy');
/**
 * Finds out, by the stack at each call of a mock, whether the test itself or other code made the call. Only for mocks that
 * are created while a file is watched, which is during its clean run.
 */
export class MockCalls implements MockWatch {
  readonly #vi: Vi;
  readonly #isSource: (value: object) => boolean;
  readonly #watched = new WatchedMocks<Watched>();
  readonly #callers = new Callers(isByTest);
  #mocker: object | undefined;

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
    this.#callers.file = file;
    this.#watched.clear();
    if (file !== undefined) this.#watchModules();
  }

  /** A test begins. */
  begin(): void {
    this.#callers.begin();
    this.#watched.begin();
  }

  /** All mocks that were called in the test. */
  all(): Iterable<Called> {
    return this.#watched.called();
  }

  of(value: unknown): Called | undefined {
    return this.#watched.of(value);
  }

  #watchResult(holder: object, name: string, see: (result: unknown, args: unknown[]) => void): void {
    const method: unknown = Reflect.get(holder, name);
    if (typeof method !== 'function') return;
    const watched = new Proxy(method, {
      apply: (target, self, args) => {
        const result: unknown = Reflect.apply(target, self, args);
        if (this.#callers.file !== undefined) see(result, args as unknown[]);
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
    if (!this.#vi.isMockFunction(value) || this.#watched.get(value)) return;
    const mock = value as Mock;
    const watched: Watched = { mock, replaces, canned, byTest: [], earlier: 0, calls: () => [] };
    const inner = Reflect.get(mock, tinyspy) as object | undefined;
    const isSeen = inner
      ? this.#watchCount(inner, watched)
      : watchList(mock.mock, watched, () => this.#callers.isByTest());
    if (!isSeen) return;
    this.#watched.add(mock, watched);
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
        else watched.byTest.push(this.#callers.isByTest());
      },
    });
  }
}

/** @param files of the stack, from the inside out */
export function isByTest(files: (string | undefined)[], testFile: string): boolean {
  return isOnlyTest(files, testFile, isSpy, isVitest);
}

function isSpy(file: string): boolean {
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
