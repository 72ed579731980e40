import { createServer, type Server, type Socket } from 'node:net';
import { NewLines } from '../../system/new-lines.ts';
import type { Job, JournalLine, MainMessage, WorkerMessage } from '../protocol.ts';

/** A connected worker, from its hello to its end. */
export interface Worker {
  pid: number;
  /** The file that it writes results to. */
  journal: NewLines;
  socket: Socket;
  job?: Job;
  /** Test files whose costs it knows. */
  knows: Set<string>;
  /** It knows what the clean suite does. */
  holds: boolean;
  /** It has run a job. */
  used: boolean;
  /** Test files that it has run. */
  ran: Set<string>;
  /** Lines of the job that were read already. */
  lines: JournalLine[];
  /** Time of its last message, in milliseconds of `performance.now()`. */
  heard: number;
  /** It was killed because it was silent too long. */
  stuck: boolean;
}

export interface WorkerEvents {
  /** The worker has no job; `lines` are those of the job it has just done. */
  ready(worker: Worker): void;
  gone(worker: Worker): void;
}

/** Listens for workers on a local socket. */
export function listen(path: string, events: WorkerEvents): Promise<Server> {
  const server = createServer((socket) => {
    let worker: Worker | undefined;
    readLines(socket, (line) => {
      const message = parse<WorkerMessage>(line);
      // Only the first one counts. A later one could name any process, which would then be killed.
      if (message?.kind === 'hello') worker ??= newWorker(message.pid, message.journal, socket);
      // An invalid message may be half of one. The worker ends, and another one runs its job.
      if (!worker || typeof message?.kind !== 'string') return socket.destroy();
      worker.heard = performance.now();
      if (message.kind === 'next') events.ready(worker);
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      if (worker) events.gone(worker);
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => resolve(server));
  });
}

function newWorker(pid: number, journal: string, socket: Socket): Worker {
  return {
    pid,
    journal: new NewLines(journal),
    socket,
    lines: [],
    heard: performance.now(),
    stuck: false,
    used: false,
    ran: new Set(),
    holds: false,
    knows: new Set(),
  };
}

function readLines(socket: Socket, onLine: (line: string) => void): void {
  let buffered = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    buffered += chunk;
    const lines = buffered.split('\n');
    buffered = lines.pop() ?? '';
    for (const line of lines) {
      if (socket.destroyed) return;
      onLine(line);
    }
  });
}

export function send(worker: Worker, message: MainMessage): void {
  worker.socket.write(`${JSON.stringify(message)}\n`);
}

/**
 * Reads what the worker wrote since the last time. A line that was cut off or is damaged is left out; so is
 * all of it where the journal is gone.
 */
export function readJournal({ journal }: Worker): JournalLine[] {
  const lines = journal.next().map((line) => parse<JournalLine>(line));
  return lines.filter((line) => typeof line?.kind === 'string');
}

function parse<T>(line: string): T | undefined {
  try {
    return (JSON.parse(line) ?? undefined) as T | undefined;
  } catch {
    return undefined;
  }
}
