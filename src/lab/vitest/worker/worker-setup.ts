import type { SessionSetup } from '../../worker/driver.ts';
import type { ErrorRule } from './error-filter.ts';
import type { FileTask, TestTask } from './tasks.ts';

/** What the virtual runner module hands over: the audited project's own Vitest, and where the audit listens. */
export interface WorkerSetup extends SessionSetup {
  Base: new (config: RunnerConfig) => BaseRunner;
  vi: {
    clearAllMocks(): void;
    useRealTimers(): void;
    isFakeTimers(): boolean;
    unstubAllGlobals(): void;
    unstubAllEnvs(): void;
    resetConfig(): void;
    restoreAllMocks(): void;
    isMockFunction(value: unknown): boolean;
    fn(...args: never[]): unknown;
    spyOn(...args: never[]): unknown;
  };
  chai: {
    Assertion: { prototype: object };
    util: { flag(assertion: object, name: string): unknown };
  };
  getFn(test: TestTask): (() => unknown) | undefined;
  /** Not on Vitest 5. */
  startTests: ((specs: FileSpec[], runner: unknown) => Promise<unknown>) | undefined;
  major: number;
  /** Folders of Vitest and what it is made of. */
  packages: string[];
  /** Which errors outside of tests count. */
  errors: ErrorRule;
}

export interface FileSpec {
  filepath: string;
  testLocations?: undefined;
}

export interface RunnerConfig {
  includeTaskLocation?: boolean;
}

/** The part of Vitest's runner that ours stands on, the same in 3.2, 4 and 5. */
export interface BaseRunner {
  config: RunnerConfig;
  importFile(path: string, source: 'collect' | 'setup'): unknown;
  onCollectStart?(file: FileTask): unknown;
  onAfterRunFiles?(files: FileTask[]): unknown;
  onBeforeRunTask(test: TestTask): Promise<void>;
  onTaskFinished?(test: TestTask): unknown;
  onTaskUpdate?: unknown;
  onCollected?: unknown;
}

/** Vitest's state of the worker, kept in a global. */
export interface WorkerState {
  ctx: { files: FileSpec[] };
  rpc: object;
  filepath?: string;
  /** Vitest 3: vite-node's loaded modules. */
  moduleCache?: Map<string, unknown> & { invalidateModule(mod: unknown): void };
  /** Vitest 4 and 5: the loaded modules. */
  evaluatedModules?: { idToModuleMap: Map<string, LoadedModule> };
}

interface LoadedModule {
  promise?: unknown;
  exports?: unknown;
  evaluated: boolean;
  importers: Set<string>;
}

export function workerState(): WorkerState {
  return (globalThis as unknown as { __vitest_worker__: WorkerState }).__vitest_worker__;
}
