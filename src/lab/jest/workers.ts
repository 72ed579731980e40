import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL(`./worker/worker${import.meta.url.slice(-3)}`, import.meta.url));

export interface JestWorkerOptions {
  /** Arguments of Node that keep a worker in the sandbox; none without one. */
  held: string[];
  /** In MB. */
  memoryLimit: number;
  /** File with what each of them is told. */
  setup: string;
  /** Whether programs are to print in colours; undefined where the command does not say. */
  colours: boolean | undefined;
}

/** @param id what tests see as `JEST_WORKER_ID` */
export function startJestWorker(
  { held, setup, memoryLimit, colours }: JestWorkerOptions,
  id: number,
): ChildProcess {
  return fork(entry, [setup, String(id)], {
    // A limit that the project sets itself stays.
    execArgv: [...process.execArgv, ...held, `--max-old-space-size=${memoryLimit}`],
    // As Jest does for its own workers.
    env: { ...process.env, ...(colours !== undefined && { FORCE_COLOR: colours ? '1' : '0' }) },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}
