import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Job, JournalLine, SwitchTable } from '../protocol.ts';
import { HostProcess } from './host-process.ts';
import type { HostReply, ServedText, TestFile } from './host-protocol.ts';
import { listen, readJournal, send, type Worker } from './workers.ts';

export interface LabOptions {
  root: string;
  /** Folder of the audited project's own Vitest, and its major version. */
  vitestDir: string;
  major: number;
  concurrency: number;
  /** Vitest's configuration file and folder of tests, relative to the root, if not the usual ones. */
  config?: { configFile?: string | undefined; dir?: string | undefined };
  /** A text reached Vite changed by another plugin and was not served. */
  onMismatch(path: string): void;
}

/** How a job ended; `lines` is all that its worker said of it. */
export interface JobResult {
  job: Job;
  lines: JournalLine[];
  /** The worker ended first: by itself, or killed because its event loop stood still. */
  died?: 'ended' | 'stuck';
}

/** How long an event loop may stand still, in milliseconds, before its worker is killed. */
const stillMs = 15_000;
const dryStillMs = 180_000;

/** Thrown when the project's Vitest does not start. */
export class LabStartError extends Error {
  readonly output: string;

  constructor(message: string, output: string) {
    super(message);
    this.name = 'LabStartError';
    this.output = output;
  }
}

/**
 * Hands jobs to workers of the project's own Vitest and their results back. Workers live on from job to
 * job; one that dies costs its own job, and is replaced.
 */
export class Lab {
  readonly #options: LabOptions;
  readonly #folder: string;
  readonly #workers = new Set<Worker>();
  readonly #idle = new Set<Worker>();
  #server: Server | undefined;
  #host: HostProcess | undefined;
  #onReply: (reply: HostReply) => void = () => {};
  #queue: Job[] = [];
  #inFlight = 0;
  #environment: string | undefined;
  /** Vitest is running, with workers. */
  #running = false;
  /** A worker died: the others are ended after their job, so that all can be started again. */
  #restarting = false;
  #fruitless = 0;
  #onResult: (result: JobResult) => void = () => {};
  #settle: { resolve(): void; reject(error: Error): void } | undefined;
  #watchdog: NodeJS.Timeout | undefined;
  files: TestFile[] = [];
  vitestVersion = '';

  private constructor(options: LabOptions) {
    this.#options = options;
    this.#folder = mkdtempSync(join(tmpdir(), 'realcov-'));
  }

  static async open(options: LabOptions): Promise<Lab> {
    const lab = new Lab(options);
    try {
      await lab.#open();
      return lab;
    } catch (error) {
      lab.close();
      throw error;
    }
  }

  async #open(): Promise<void> {
    this.serve([], { timeoutFactor: 10, files: [] });
    this.#server = await listen(this.#socketPath, {
      ready: (worker) => this.#ready(worker),
      gone: (worker) => this.#gone(worker),
    });
    this.#watchdog = setInterval(() => this.#watch(), 500);
    await this.#startHost();
  }

  /** What is served in place of the originals. To be called before the first run. */
  serve(texts: ServedText[], table: SwitchTable): void {
    writeFileSync(this.#path('table.json'), JSON.stringify(table));
    writeFileSync(this.#path('texts.json'), JSON.stringify(texts));
  }

  get #socketPath(): string {
    return process.platform === 'win32' ? `\\\\.\\pipe\\${this.#folder}` : this.#path('socket');
  }

  #path(name: string): string {
    return join(this.#folder, name);
  }

  async #startHost(): Promise<void> {
    this.#host?.end();
    const { root, vitestDir, major, concurrency, config } = this.#options;
    const opened = await new Promise<Extract<HostReply, { kind: 'opened' }>>((resolve, reject) => {
      this.#onReply = (reply) => {
        if (reply.kind === 'opened') resolve(reply);
        else if (reply.kind === 'failed') reject(new LabStartError(reply.message, this.#host?.output ?? ''));
      };
      this.#host = new HostProcess(root, (reply) => this.#hear(reply));
      this.#host.send({
        kind: 'open',
        root,
        vitestDir,
        major,
        concurrency,
        ...config,
        socket: this.#socketPath,
        journals: this.#folder,
        table: this.#path('table.json'),
        texts: this.#path('texts.json'),
      });
    });
    this.files = opened.files;
    this.vitestVersion = opened.version;
    this.#onReply = (reply) => this.#ran(reply);
  }

  #hear(reply: HostReply): void {
    if (reply.kind === 'mismatch') this.#options.onMismatch(reply.path);
    else this.#onReply(reply);
  }

  /**
   * The test files that import any of the sources (absolute paths), directly or not. To be called after
   * `serve`, as it has Vite read the texts.
   */
  async related(sources: string[]): Promise<TestFile[]> {
    return new Promise((resolve) => {
      this.#onReply = (reply) => {
        this.#onReply = (later) => this.#ran(later);
        // Where Vitest cannot tell, every file may be related.
        resolve(reply.kind === 'related' ? reply.files : this.files);
      };
      this.#host?.send({ kind: 'related', sources });
    });
  }

  /** Runs all jobs; each result goes to `onResult` as it comes. Ends when every job has had its result. */
  run(jobs: Job[], onResult: (result: JobResult) => void): Promise<void> {
    if (jobs.length === 0) return Promise.resolve();
    const groups = new Map<string, Job[]>();
    for (const job of jobs) {
      const environment = this.#environmentOf(job);
      groups.set(environment, [...(groups.get(environment) ?? []), job]);
    }
    // The workers that are up first, then the others: workers of another environment must be started anew.
    const names = [...groups.keys()].sort((a, b) => Number(b === this.#environment) - Number(a === this.#environment));
    return names.reduce(
      (before, name) => before.then(() => this.#runGroup(name, groups.get(name) ?? [], onResult)),
      Promise.resolve(),
    );
  }

  #environmentOf(job: Job): string {
    return this.files.find((file) => file.path === job.file && file.project === job.project)?.environment ?? '';
  }

  #runGroup(environment: string, jobs: Job[], onResult: (result: JobResult) => void): Promise<void> {
    this.#queue = [...jobs];
    this.#onResult = onResult;
    if (this.#environment !== environment) this.#restarting = this.#running;
    this.#environment = environment;
    this.#fruitless = 0;
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#pump();
    });
  }

  #pump(): void {
    if (this.#restarting) {
      for (const worker of this.#idle) this.#endWorker(worker);
      if (!this.#running) this.#start();
      return;
    }
    for (const worker of this.#idle) {
      const job = this.#queue.shift();
      if (!job) break;
      this.#idle.delete(worker);
      worker.job = job;
      worker.lines = [];
      worker.heard = performance.now();
      this.#inFlight++;
      send(worker, { kind: 'job', job });
    }
    if (this.#queue.length > 0 && !this.#running) this.#start();
    if (this.#queue.length === 0 && this.#inFlight === 0) {
      const settle = this.#settle;
      this.#settle = undefined;
      settle?.resolve();
    }
  }

  #start(): void {
    this.#restarting = false;
    if (this.#queue.length === 0) return this.#pump();
    this.#running = true;
    const candidates = this.files.filter((file) => file.environment === this.#environment);
    const count = Math.min(this.#options.concurrency, this.#queue.length);
    const seeds = Array.from({ length: count }, (_, index) => candidates[index % candidates.length]);
    this.#host?.send({ kind: 'run', seeds: seeds.filter((seed) => seed !== undefined) });
  }

  #ready(worker: Worker): void {
    this.#workers.add(worker);
    const lines = readJournal(worker);
    if (worker.job) this.#finish(worker, lines);
    if (this.#restarting) this.#endWorker(worker);
    else this.#idle.add(worker);
    this.#pump();
  }

  #finish(worker: Worker, lines: JournalLine[], died?: 'ended' | 'stuck'): void {
    const { job } = worker;
    if (!job) return;
    delete worker.job;
    this.#inFlight--;
    this.#fruitless = 0;
    this.#onResult({ job, lines, ...(died && { died }) });
  }

  #endWorker(worker: Worker): void {
    this.#idle.delete(worker);
    this.#workers.delete(worker);
    send(worker, { kind: 'end' });
  }

  #gone(worker: Worker): void {
    if (!this.#workers.delete(worker)) return;
    this.#idle.delete(worker);
    const collateral = this.#restarting && this.#options.major === 3;
    this.#restarting = true;
    if (worker.job && collateral) {
      // Vitest 3 loses all its workers with one: this one did nothing wrong.
      this.#queue.unshift(worker.job);
      this.#inFlight--;
    } else {
      const lines = readJournal(worker);
      const done = lines.some((line) => line.kind === 'job-done' && line.job === worker.job?.id);
      this.#finish(worker, lines, done ? undefined : worker.stuck ? 'stuck' : 'ended');
    }
    this.#pump();
  }

  /** Vitest's run is over: every worker has ended. */
  #ran(reply: HostReply): void {
    this.#running = false;
    if (reply.kind === 'failed' && !this.#host?.alive) {
      this.#startHost().then(
        () => this.#again(),
        (error: Error) => this.#settle?.reject(error),
      );
      return;
    }
    this.#again(reply.kind === 'failed' ? reply.message : undefined);
  }

  #again(failure?: string): void {
    // Workers that the server did not hear of end are gone with Vitest's run.
    this.#restarting = false;
    if (++this.#fruitless > 3 && this.#queue.length > 0) {
      const why = failure ?? 'its workers end before they take a job';
      this.#settle?.reject(new LabStartError(`Vitest does not run the tests: ${why}`, this.#host?.output ?? ''));
      return;
    }
    this.#pump();
  }

  #watch(): void {
    const now = performance.now();
    for (const worker of this.#workers) {
      const patience = worker.job?.kind === 'dry' ? dryStillMs : stillMs;
      if (!worker.job || worker.stuck || now - worker.heard < patience) continue;
      worker.stuck = true;
      try {
        process.kill(worker.pid, 'SIGKILL');
      } catch {
        worker.socket.destroy();
      }
    }
  }

  /** Ends everything at once; a run that is under way ends with the results it has. */
  close(): void {
    clearInterval(this.#watchdog);
    this.#settle?.resolve();
    this.#settle = undefined;
    this.#queue = [];
    this.#workers.clear();
    this.#host?.end();
    this.#server?.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
