import { memoiseModules } from '../../worker/memoised-calls.ts';
import { Session } from '../../worker/session.ts';
import { collectedIn, repeat, vitestParts } from './driver.ts';
import { type FileTask, fileError, type TestTask } from './tasks.ts';
import {
  type BaseRunner,
  type FileSpec,
  type RunnerConfig,
  type WorkerSetup,
  workerState,
} from './worker-setup.ts';

/**
 * Vitest's runner, made to take one file after the other. The worker starts with a placeholder file. Every next file is
 * added to Vitest's own list while Vitest iterates over it. Vitest 3.2, and 4.0 up to 4.0.6, iterate over a copy: there the
 * next file is run by calling `startTests` from within. So Vitest treats each file as usual.
 */
export function createRunner(setup: WorkerSetup): new (config: RunnerConfig) => BaseRunner {
  let session: Session<TestTask> | undefined;
  const isIterated = watchIteration(workerState().ctx.files);

  return class RealcovRunner extends setup.Base {
    #nested = false;

    get #session(): Session<TestTask> {
      if (!session) {
        session = new Session(setup, vitestParts(setup));
        const state = workerState();
        state.rpc = memoiseModules(state.rpc);
      }
      return session;
    }

    async onBeforeCollect(): Promise<void> {
      this.#cutReports();
      await this.#session.preload();
      this.config.includeTaskLocation = this.#session.wantsLines;
      this.#session.beginLoad();
    }

    override async importFile(path: string, source: 'collect' | 'setup'): Promise<unknown> {
      return this.#session.import(() => super.importFile(path, source));
    }

    async onBeforeRunFiles(files: FileTask[]): Promise<void> {
      for (const file of files) this.#session.collected(collectedIn(file));
    }

    override async onBeforeRunTask(test: TestTask): Promise<void> {
      await super.onBeforeRunTask(test);
      const turns = isToRun(test) ? this.#session.turnsOf(test) : undefined;
      if (turns) repeat(test, turns);
    }

    runTask(test: TestTask): Promise<void> {
      return this.#session.call(() => {
        const run = setup.getFn(test);
        if (!run) throw new Error('The test has no function.');
        return run();
      });
    }

    override async onTaskFinished(test: TestTask): Promise<void> {
      await super.onTaskFinished?.(test);
      await this.#session.finished();
      const { result } = test;
      if (!result?.pending && result?.state !== 'skip') return;
      // A skip would end all turns. So it is only noted, and the turn ends as passed.
      this.#session.skipped();
      result.pending = undefined;
      result.state = 'pass';
    }

    override async onAfterRunFiles(files: FileTask[]): Promise<void> {
      await super.onAfterRunFiles?.(files);
      if (this.#nested) return;
      const [file] = files;
      if (!file) return;
      if (setup.startTests && !isIterated()) return this.#runAll(file, setup.startTests);
      const spec = await this.#endFile(file);
      if (spec) workerState().ctx.files.push(spec);
    }

    /** The files after the first are run from within the first. */
    async #runAll(first: FileTask, startTests: NonNullable<WorkerSetup['startTests']>): Promise<void> {
      this.#nested = true;
      let file = first;
      for (let spec = await this.#endFile(file); spec; spec = await this.#endFile(file)) {
        resetModules();
        workerState().filepath = spec.filepath;
        [file] = (await startTests([spec], this)) as [FileTask];
        setup.vi.resetConfig();
        setup.vi.restoreAllMocks();
      }
    }

    async #endFile(file: FileTask): Promise<FileSpec | undefined> {
      const next = await this.#session.endFile({ error: fileError(file), isEmpty: file.tasks.length === 0 });
      return next && { filepath: next.path };
    }

    /** Vitest's server is not told about the files that run here. The audit gets the results another way. */
    #cutReports(): void {
      this.onTaskUpdate = () => Promise.resolve();
      this.onCollected = () => Promise.resolve();
      this.onCollectStart = (file: FileTask) => setup.Base.prototype.onCollectStart?.call(this, file);
    }
  };
}

function isToRun({ mode }: TestTask): boolean {
  return mode === 'run' || mode === 'queued';
}

/** Whether Vitest reads the added file from its list. */
function watchIteration<Item>(list: Item[]): () => boolean {
  let iterated = false;
  Object.defineProperty(list, Symbol.iterator, {
    configurable: true,
    value: () => {
      iterated = true;
      return Array.prototype[Symbol.iterator].call(list);
    },
  });
  return () => iterated;
}

const neverReset = [/\/vitest\/dist\//, /\/vite-node\/dist\//, /vitest-virtual-\w+\/dist/, /@vitest\/dist/];

/** What Vitest 3 and 4.0 do between the files of an isolated worker. */
function resetModules(): void {
  const { moduleCache, evaluatedModules } = workerState();
  const isReset = (path: string) => !neverReset.some((pattern) => pattern.test(path));
  moduleCache?.forEach((module, path) => {
    if (isReset(path)) moduleCache.invalidateModule(module);
  });
  if (!evaluatedModules) return;
  (globalThis as { __vitest_mocker__?: { reset?(): void } }).__vitest_mocker__?.reset?.();
  for (const [path, module] of evaluatedModules.idToModuleMap) {
    if (!isReset(path)) continue;
    Object.assign(module, { promise: undefined, exports: undefined, evaluated: false });
    module.importers.clear();
  }
}

export type { FileSpec };
