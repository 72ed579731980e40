import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL(`./worker/worker${import.meta.url.slice(-3)}`, import.meta.url));

interface WorkersOptions {
  /** Arguments of Node that keep a worker in the sandbox; none without one. */
  held: string[];
  concurrency: number;
  /** In MB. */
  memoryLimit: number;
  /** File with what each of them is told. */
  setup: string;
  /** Whether programs are to print in colours; undefined where the command does not say. */
  colours: boolean | undefined;
  /** All of a run have ended. */
  onEnd(errors: string[]): void;
}

/** Worker processes: so many at once, as many in all as were asked for. */
export class Workers {
  readonly #options: WorkersOptions;
  /** By the number that tests see as `JEST_WORKER_ID`. */
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
    const { held, setup, memoryLimit, colours } = this.#options;
    let id = 1;
    while (this.#running.has(id)) id++;
    const child = fork(entry, [setup, String(id)], {
      // A limit that the project sets itself stays.
      execArgv: [...process.execArgv, ...held, `--max-old-space-size=${memoryLimit}`],
      // As Jest does for its own workers.
      env: { ...process.env, ...(colours !== undefined && { FORCE_COLOR: colours ? '1' : '0' }) },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
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
