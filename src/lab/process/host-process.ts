import { type ChildProcess, spawn } from 'node:child_process';
import { killGroup } from '../../system/processes.ts';
import type { HostReply, HostRequest } from './host-protocol.ts';

const keptOutput = 20_000;

export interface HostStart {
  /** The file that hosts the test runner. */
  entry: string;
  /** Working folder of the process. */
  root: string;
  /** A command that starts the process in a container. */
  prefix: string[];
  /** Options of Node itself. */
  nodeArguments: string[];
  env: NodeJS.ProcessEnv;
}

/** The child process that hosts the test runner, in a process group of its own so that all of it can be ended. */
export class HostProcess {
  readonly #child: ChildProcess;
  readonly #onReply: (reply: HostReply) => void;
  #output = '';
  #closed = false;

  constructor({ entry, root, prefix, nodeArguments, env }: HostStart, onReply: (reply: HostReply) => void) {
    this.#onReply = onReply;
    const [command = process.execPath, ...args] = [...prefix, process.execPath, ...nodeArguments, entry];
    this.#child = spawn(command, args, {
      cwd: root,
      detached: true,
      env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output = (this.#output + text).slice(-keptOutput);
      });
    }
    this.#child.on('message', (reply: HostReply) => this.#onReply(reply));
    this.#child.on('exit', (code, signal) => {
      if (this.#closed) return;
      this.#onReply({
        kind: 'failed',
        message: `its main process ended with ${signal ?? `exit code ${code}`}`,
      });
    });
    this.#child.on('error', ({ message }) => {
      if (this.#child.pid === undefined) this.#onReply({ kind: 'failed', message });
    });
  }

  send(request: HostRequest): void {
    if (this.#child.connected) this.#child.send(request, () => {});
  }

  /** The end of the output of the test runner and the tests. */
  get output(): string {
    return this.#output;
  }

  /** Id of the process itself, or of its container. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  get alive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Lets the test runner run the teardown of its global setups, for at most `ms`. */
  async tearDown(ms: number): Promise<void> {
    if (!this.alive) return;
    this.#closed = true;
    const ended = new Promise<void>((resolve) => this.#child.once('exit', () => resolve()));
    this.send({ kind: 'close' });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
    });
    await Promise.race([ended, late]);
    clearTimeout(timer);
  }

  /** Ends the process and every process it started. */
  end(): void {
    this.#closed = true;
    killGroup(this.#child);
  }
}
