import type { ChildProcess } from 'node:child_process';

export interface WorkerProcessesOptions {
  concurrency: number;
  /** @param id tells apart the processes that run at the same time, from 1 */
  start(id: number): ChildProcess;
  /** All of a run have ended. */
  onEnd(errors: string[]): void;
}

/** The worker processes of a host that starts them itself: so many at once, as many in all as were asked for. */
export class WorkerProcesses {
  readonly #options: WorkerProcessesOptions;
  readonly #running = new Map<number, ChildProcess>();
  #left = 0;
  #errors: string[] = [];

  constructor(options: WorkerProcessesOptions) {
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
    const child = this.#options.start(id);
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
