import type { Called, Mock, MockWatch } from '../../worker/mock-watch.ts';
import { ownFolder } from '../../worker/own-folder.ts';
import {
  Callers,
  forget,
  isOnlyTest,
  madeOfText,
  type Watched,
  WatchedMocks,
  watchList,
} from '../../worker/watched-mock.ts';

type State = { calls: unknown[][] };
type Method = (...args: unknown[]) => unknown;

interface JestMock {
  name: string;
  getMockName(): string;
  mock: Omit<Mock['mock'], 'settledResults'>;
}

/** Jest's maker of mocks, one for each environment. The list of states is private, and the same in 29 and 30. */
export interface ModuleMocker {
  fn: Method;
  spyOn: Method;
  _mockState?: unknown;
  /** Numbers the calls of all mocks in their order. */
  _invocationCallCounter?: number;
}

interface WatchedMock extends Watched {
  /** It is not known yet how it was made. */
  isFresh: boolean;
  /** Of what it replaces. */
  name: string | undefined;
  /** What the test says that promises of it hold, for each call. */
  resolved: unknown[];
}

/** Finds out, by the stack at each call of a mock, whether the test itself or other code made the call. */
export class JestMockCalls implements MockWatch {
  readonly #isSource: (value: object) => boolean;
  readonly #callers: Callers;
  readonly #watched = new WatchedMocks<WatchedMock>();

  /** @param isSource whether a function is code of the project */
  constructor(isSource: (value: object) => boolean, isByTest = isByTestOfJest) {
    this.#isSource = isSource;
    this.#callers = new Callers(isByTest);
  }

  watch(file: string | undefined): void {
    this.#callers.file = file;
    this.#watched.clear();
  }

  /** The environment of the file that is watched. */
  enter(mocker: ModuleMocker | null | undefined): void {
    if (this.#callers.file === undefined || !(mocker?._mockState instanceof WeakMap)) return;
    this.#watchStates(mocker, mocker._mockState);
    this.#watchResult(mocker, 'fn', (mock, [implementation]) =>
      this.#made(mock, { replaces: false, canned: this.#isOwn(implementation), name: undefined }),
    );
    this.#watchResult(mocker, 'spyOn', (mock, [, name]) =>
      this.#made(mock, { replaces: true, canned: false, name: String(name) }),
    );
  }

  begin(): void {
    this.#callers.begin();
    this.#watched.begin();
  }

  all(): Iterable<Called> {
    return this.#watched.called();
  }

  of(value: unknown): Called | undefined {
    return this.#watched.of(value);
  }

  /** Each mock has a state in a list, and a new one when it is cleared; all are cleared by a new list. */
  #watchStates(mocker: ModuleMocker, states: WeakMap<object, State>): void {
    let list = this.#listening(states);
    Object.defineProperty(mocker, '_mockState', {
      configurable: true,
      enumerable: true,
      get: () => list,
      set: (next: WeakMap<object, State>) => {
        list = this.#listening(next);
      },
    });
  }

  #listening(states: WeakMap<object, State>): WeakMap<object, State> {
    const set = states.set.bind(states);
    states.set = (mock, state) => {
      this.#hasState(mock as JestMock, state);
      return set(mock, state);
    };
    return states;
  }

  #hasState(mock: JestMock, state: State): void {
    const known = this.#watched.get(mock);
    const watched = known ?? this.#new(mock);
    if (known) forget(watched);
    watched.resolved = [];
    watchList(state, watched, () => this.#callers.isByTest());
    this.#watched.add(mock, watched);
  }

  /** Mocks that nobody asks for one by one are those of a mocked module. */
  #new(mock: JestMock): WatchedMock {
    const watched: WatchedMock = {
      mock: asMock(mock, () => watched),
      ...{ replaces: true, canned: true, isFresh: true, name: mock.name, resolved: [] },
      ...{ byTest: [], earlier: 0, calls: () => [] },
    };
    return watched;
  }

  #made(mock: unknown, how: Pick<WatchedMock, 'replaces' | 'canned' | 'name'>): void {
    const watched = this.#watched.get(mock);
    if (!watched?.isFresh) return;
    Object.assign(watched, how, { isFresh: false });
    const methods = mock as Record<string, unknown>;
    for (const name of ['mockImplementation', 'mockImplementationOnce'])
      this.#watchResult(methods, name, (_, [implementation]) => {
        watched.canned = this.#isOwn(implementation);
      });
    for (const name of promising)
      this.#watchResult(methods, name, (_, [value]) => watched.resolved.push(value));
  }

  /** Undefined, or a function outside of the project's code. */
  #isOwn(implementation: unknown): boolean {
    return typeof implementation !== 'function' || !this.#isSource(implementation);
  }

  #watchResult(holder: object, name: string, see: (result: unknown, args: unknown[]) => void): void {
    const method: unknown = Reflect.get(holder, name);
    if (typeof method !== 'function') return;
    const watched = (own: unknown, args: unknown[]) => {
      const result: unknown = Reflect.apply(method, own, args);
      see(result, args);
      return result;
    };
    Reflect.set(holder, name, function (this: unknown, ...args: unknown[]) {
      return watched(this, args);
    });
  }
}

const promising = [
  'mockResolvedValue',
  'mockResolvedValueOnce',
  'mockRejectedValue',
  'mockRejectedValueOnce',
];

/** Jest does not say what became of promises: what the test had them hold stands for all of them. */
function asMock(mock: JestMock, watched: () => Pick<WatchedMock, 'name' | 'resolved'>): Mock {
  return {
    getMockName: () => nameOf(mock, watched().name),
    get mock() {
      const { calls, results } = mock.mock;
      const { resolved } = watched();
      const settledResults = results.map((_, index) => ({ type: 'fulfilled', value: at(resolved, index) }));
      return { calls, results, settledResults };
    },
  };
}

/** Jest gives none of its own to what it makes. */
function nameOf(mock: JestMock, replaced: string | undefined): string {
  const given = mock.getMockName();
  return given === 'jest.fn()' && replaced ? replaced : given;
}

/** The last one holds from then on. */
function at(values: unknown[], index: number): unknown {
  return values[Math.min(index, values.length - 1)];
}

/** @param files of the stack, from the inside out */
function isByTestOfJest(files: (string | undefined)[], testFile: string): boolean {
  return isOnlyTest(files, testFile, isSpy, isRunner);
}

function isSpy(file: string): boolean {
  return file === madeOfText || file.startsWith(ownFolder) || /[\\/]jest-mock[\\/]/.test(file);
}

function isRunner(file: string): boolean {
  return (
    file.startsWith(ownFolder) || /^node:internal\/process\//.test(file) || /[\\/]jest-circus[\\/]/.test(file)
  );
}
