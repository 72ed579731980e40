import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import type { Job, JournalLine, MainMessage, WorkerMessage } from '../protocol.ts';

/** A connected worker, from its hello to its end. */
export interface Worker {
  pid: number;
  journal: string;
  socket: Socket;
  job?: Job;
  /** It has run a job. */
  used: boolean;
  /** Lines of the job that were read already. */
  lines: JournalLine[];
  /** Bytes of the journal read so far, and an unfinished last line. */
  read: number;
  rest: string;
  /** When it was last heard of, in milliseconds of `performance.now()`. */
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
    readLines(socket, (message: WorkerMessage) => {
      if (message.kind === 'hello') worker = newWorker(message.pid, message.journal, socket);
      if (!worker) return;
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
    journal,
    socket,
    lines: [],
    read: 0,
    rest: '',
    heard: performance.now(),
    stuck: false,
    used: false,
  };
}

function readLines(socket: Socket, onMessage: (message: WorkerMessage) => void): void {
  let buffered = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    buffered += chunk;
    const lines = buffered.split('\n');
    buffered = lines.pop() ?? '';
    for (const line of lines) {
      const message = parse<WorkerMessage>(line);
      if (message) onMessage(message);
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
export function readJournal(worker: Worker): JournalLine[] {
  if (!existsSync(worker.journal)) return [];
  const file = openSync(worker.journal, 'r');
  const chunk = Buffer.alloc(1 << 20);
  try {
    let text = worker.rest;
    for (let size = readSync(file, chunk, 0, chunk.length, worker.read); size > 0; ) {
      // Journals are ASCII but for messages; a character cut in two at a chunk's end only spoils a message.
      text += chunk.toString('utf8', 0, size);
      worker.read += size;
      size = readSync(file, chunk, 0, chunk.length, worker.read);
    }
    const lines = text.split('\n');
    worker.rest = lines.pop() ?? '';
    return lines.map((line) => parse<JournalLine>(line)).filter((line) => line !== undefined);
  } finally {
    closeSync(file);
  }
}

function parse<T>(line: string): T | undefined {
  try {
    return JSON.parse(line) as T;
  } catch {
    return undefined;
  }
}
