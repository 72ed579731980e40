import { type Context, runInContext } from 'node:vm';
import type { Realm } from '../../worker/realm.ts';
import type { Runtime } from '../jest-api.ts';
import type { CircusEvent, CircusState } from './circus.ts';
import type { ModuleMocker } from './mock-calls.ts';

type Handler = (event: CircusEvent, state: CircusState) => void | Promise<void>;

interface FakeTimers {
  useRealTimers(): void;
}

/** The parts of a Jest environment that are used, the same in 29 and 30. */
export interface JestEnvironment {
  global: Record<PropertyKey, unknown>;
  fakeTimers?: FakeTimers | null;
  fakeTimersModern?: FakeTimers | null;
  moduleMocker?: ModuleMocker | null;
  getVmContext(): Context | null;
  handleTestEvent?: Handler;
}

/** What one load of a file has to itself: Jest's environment and runtime. */
export class Environment {
  readonly realm: Realm;
  readonly #jest: JestEnvironment;
  readonly #runtime: Runtime;

  constructor(jest: JestEnvironment, runtime: Runtime) {
    this.#jest = jest;
    this.#runtime = runtime;
    const context = jest.getVmContext();
    if (!context) throw new Error('the test environment has no context of its own');
    // It may be the global object of another one.
    const global = runInContext('globalThis', context) as Realm['global'];
    this.realm = { global, run: (code) => runInContext(code, context) };
  }

  /** Hears of what circus does, after the project's own environment. */
  handle(handler: Handler): void {
    const own = this.#jest.handleTestEvent?.bind(this.#jest);
    this.#jest.handleTestEvent = own
      ? (event, state) => {
          const first = own(event, state);
          return first instanceof Promise || isThenable(first)
            ? Promise.resolve(first).then(() => handler(event, state))
            : handler(event, state);
        }
      : handler;
  }

  get isFakingTimers(): boolean {
    const { setTimeout: timer, Date: date } = this.realm.global as {
      setTimeout?: { clock?: unknown; _isMockFunction?: boolean };
      Date?: { isFake?: boolean; clock?: unknown };
    };
    return (
      timer?.clock !== undefined ||
      timer?._isMockFunction === true ||
      date?.isFake === true ||
      date?.clock !== undefined
    );
  }

  useRealTimers(): void {
    this.#jest.fakeTimersModern?.useRealTimers();
    this.#jest.fakeTimers?.useRealTimers();
  }

  clearMocks(): void {
    this.#runtime.clearAllMocks();
  }

  /** How many calls of mocks there were. Tests may show the number; undefined where Jest keeps it elsewhere. */
  get mockCalls(): number | undefined {
    return this.#jest.moduleMocker?._invocationCallCounter;
  }

  /** The next calls of mocks are numbered as they were when there were so many. */
  countMockCallsFrom(count: number | undefined): void {
    const { moduleMocker } = this.#jest;
    if (count !== undefined && moduleMocker?._invocationCallCounter !== undefined)
      moduleMocker._invocationCallCounter = count;
  }

  /** Exports of packages; none where Jest keeps them elsewhere. */
  installedModules(): unknown[] {
    const holder = this.#runtime as unknown as {
      _moduleRegistry?: unknown;
      registries?: { _moduleRegistry?: unknown };
    };
    const registry = holder._moduleRegistry ?? holder.registries?._moduleRegistry;
    if (!(registry instanceof Map)) return [];
    return [...(registry as Map<string, { exports?: unknown }>)].flatMap(([path, module]) =>
      /[\\/]node_modules[\\/]/.test(path) && module?.exports !== undefined ? [module.exports] : [],
    );
  }
}

function isThenable(value: unknown): boolean {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}
