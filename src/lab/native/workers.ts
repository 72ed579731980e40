import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

export interface WorkersOptions {
  entry: string;
  concurrency: number;
  /** In MB. */
  memoryLimit: number;
  /** File with what each of them is told. */
  setup: string;
  /** Of the lab. */
  folder: string;
  /** Compilers keep what they made of one set of texts apart from what they made of another. */
  cache: string;
  /** Flags of Node. */
  flags: readonly string[];
  env: NodeJS.ProcessEnv;
  /** All of a run have ended. */
  onEnd(errors: string[]): void;
}

/** Worker processes: so many at once, as many in all as were asked for. */
export class Workers {
  readonly #options: WorkersOptions;
  readonly #running = new Map<number, ChildProcess>();
  #left = 0;
  #errors: string[] = [];

  constructor(options: WorkersOptions) {
    this.#options = options;
  }

  run(count: number): void {
    this.#left = count;
    this.#errors = [];
    this.#fill();
  }

  /** No further ones: the run ends with those that are there. */
  drain(): void {
    this.#left = 0;
    this.#fill();
  }

  #fill(): void {
    const { concurrency, onEnd } = this.#options;
    while (this.#left > 0 && this.#running.size < concurrency) {
      this.#left--;
      this.#start();
    }
    if (this.#running.size === 0) onEnd(this.#errors);
  }

  #start(): void {
    let id = 1;
    while (this.#running.has(id)) id++;
    const child = startWorker(this.#options, id);
    this.#running.set(id, child);
    child.on('message', (message: { failed?: string }) => {
      if (message.failed !== undefined) this.#errors.push(message.failed);
    });
    child.on('error', ({ message }) => this.#errors.push(message));
    child.on('exit', () => {
      this.#running.delete(id);
      this.#fill();
    });
  }
}

/** @param id tells apart those that run at the same time */
export function startWorker(
  { entry, setup, folder, cache, flags, env, memoryLimit }: Omit<WorkersOptions, 'concurrency' | 'onEnd'>,
  id: number,
  ...more: string[]
): ChildProcess {
  return fork(entry, [setup, ...more], {
    // A limit that the project sets itself stays.
    execArgv: [`--max-old-space-size=${memoryLimit}`, ...flags],
    env: { ...env, ...compilers(folder, `${cache}-${id}`) },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

/**
 * What compilers are told. Instrumented code does not pass a type-check. The cache of `@babel/register` goes by the age of
 * a file and not by its text: the project's own has to stay as it is.
 */
function compilers(folder: string, name: string): NodeJS.ProcessEnv {
  return {
    TS_NODE_TRANSPILE_ONLY: 'true',
    BABEL_CACHE_PATH: join(folder, 'tmp', `babel-${name}.json`),
  };
}
