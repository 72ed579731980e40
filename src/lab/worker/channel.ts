import { connect, type Socket } from 'node:net';
import type { MainMessage, WorkerMessage } from '../protocol.ts';

// Stored at load, before it is watched or mocked.
const kill = process.kill.bind(process);

/** The connection to the audit. It asks for one job at a time. */
export class WorkerChannel {
  readonly #socket: Socket;
  readonly #inbox: MainMessage[] = [];
  #ended = false;
  #waiting: ((message: MainMessage) => void) | undefined;

  constructor(path: string) {
    this.#socket = connect(path);
    let buffered = '';
    this.#socket.setEncoding('utf8');
    this.#socket.on('data', (chunk: string) => {
      buffered += chunk;
      for (let end = buffered.indexOf('\n'); end >= 0; end = buffered.indexOf('\n')) {
        const message = parse(buffered.slice(0, end));
        if (message) this.#deliver(message);
        else this.#socket.destroy();
        buffered = buffered.slice(end + 1);
      }
    });
    // Without an audit to report to, this process is useless.
    this.#socket.on('error', () => this.#socket.destroy());
    this.#socket.on('close', () => {
      if (!this.#ended) kill(process.pid, 'SIGKILL');
    });
    this.#socket.unref();
  }

  send(message: WorkerMessage): void {
    this.#socket.write(`${JSON.stringify(message)}\n`);
  }

  receive(): Promise<MainMessage> {
    const message = this.#inbox.shift();
    if (message) return Promise.resolve(message);
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }

  close(): void {
    this.#ended = true;
    this.#socket.destroy();
  }

  #deliver(message: MainMessage): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting) waiting(message);
    else this.#inbox.push(message);
  }
}

function parse(line: string): MainMessage | undefined {
  try {
    return JSON.parse(line) as MainMessage;
  } catch {
    return undefined;
  }
}
