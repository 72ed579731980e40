import type { Touches } from '../../guard/touches.ts';
import { fullTempError } from '../../system/full-disk.ts';
import type { JobResult, OnResult } from '../job-runner.ts';
import type { Listener, TestFile } from '../lab.ts';
import type { Job, JournalLine } from '../protocol.ts';
import { CopyJobs, foundHarm } from './copy-jobs.ts';
import type { Host, RunEnd } from './host.ts';
import type { KnownCosts } from './known-costs.ts';
import { endIfLost } from './watchdog.ts';
import { readJournal, send, type Worker, type WorkerEvents } from './workers.ts';

export interface PoolSettings {
  concurrency: number;
  /** Memory limit of a worker, in MB. */
  memoryLimit: number;
  isSandboxed: boolean;
  /** Starts the host, for the first time or again. */
  startHost(): Promise<void>;
  /** Called with lines of a job, before its listener. */
  onLines(lines: JournalLine[]): void;
}

/** How long the first worker may take to start in the sandbox. */
const maxStartMs = 45_000;
/** How many workers one run of the host starts in place of others that have ended. */
const sparesPerRun = 16;

/** Gives jobs to workers. A worker runs many jobs. If one dies, its job is lost and it is replaced. */
export class WorkerPool {
  readonly events: WorkerEvents = {
    ready: (worker) => this.#ready(worker),
    gone: (worker) => this.#gone(worker),
  };
  readonly #host: Host;
  readonly #costs: KnownCosts;
  readonly #settings: PoolSettings;
  readonly #workers = new Set<Worker>();
  readonly #idle = new Set<Worker>();
  #queue: Job[] = [];
  #inFlight = 0;
  #environment: string | undefined;
  /** The host runs, with workers. */
  #running = false;
  #closed = false;
  /** How many more workers the host starts by itself when one ends. */
  #spares = 0;
  /** Workers are ended after their job, so that all can be started again. */
  #restarting = false;
  #fruitless = 0;
  /** No job has ended on the last fresh copy yet. */
  #isLastTry = false;
  #onResult: OnResult = () => undefined;
  #listener: Listener | undefined;
  #settle: { resolve(): void; reject(error: Error): void } | undefined;
  /** When workers were requested, as long as none has started. */
  #startedAt: number | undefined;
  /** What the clean suite does to files and processes; set once nothing else is allowed. */
  #touches: Touches | undefined;
  readonly #copyJobs = new CopyJobs((result) => this.#deliver(result));
  /** The host starts on a fresh copy of the project, because the last one was spoiled. */
  #renewing = false;

  constructor(host: Host, costs: KnownCosts, settings: PoolSettings) {
    this.#host = host;
    this.#costs = costs;
    this.#settings = settings;
  }

  /** From now on, tests may do to files and processes only what the clean suite does. */
  hold(touches: Touches): void {
    this.#touches = touches;
  }

  /** Runs jobs of one environment; workers of another one are ended first. */
  run(environment: string, jobs: Job[], onResult: OnResult, listener: Listener | undefined): Promise<void> {
    if (this.#closed) return Promise.resolve();
    this.#queue = [...jobs];
    this.#onResult = onResult;
    this.#listener = listener;
    if (this.#environment !== environment && this.#running) this.#startAgain();
    this.#environment = environment;
    this.#fruitless = 0;
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#pump();
    });
  }

  /** The environment of the running workers. */
  get environment(): string | undefined {
    return this.#environment;
  }

  #pump(): void {
    if (this.#closed || this.#host.opening || this.#renewing) return;
    if (this.#restarting) {
      for (const worker of this.#idle) this.#endWorker(worker);
      if (!this.#running) this.#start();
      return;
    }
    for (const worker of this.#idle) this.#giveJob(worker);
    for (const worker of this.#idle) this.#replaceIfWanted(worker);
    if (this.#restarting) {
      this.#pump();
      return;
    }
    if (this.#queue.length > 0 && !this.#running) this.#start();
    if (this.#queue.length === 0 && this.#inFlight === 0) {
      const settle = this.#settle;
      this.#settle = undefined;
      settle?.resolve();
    }
  }

  #giveJob(worker: Worker): void {
    const at = this.#queue.findIndex((job) => isFreshEnough(worker, job) && this.#mayRun(job));
    const job = this.#queue[at];
    if (!job) return;
    this.#queue.splice(at, 1);
    this.#idle.delete(worker);
    worker.used = true;
    worker.ran.add(job.file);
    worker.job = job;
    worker.lines = [];
    worker.heard = performance.now();
    this.#inFlight++;
    this.#tellTouches(worker);
    this.#tellCosts(worker, job);
    send(worker, { kind: 'job', job });
  }

  /** The jobs that are left may want workers that have run nothing yet, or not their file. */
  #replaceIfWanted(worker: Worker): void {
    if (worker.used && this.#queue.some((job) => !isFreshEnough(worker, job) && this.#mayRun(job)))
      this.#replace(worker);
  }

  #mayRun(job: Job): boolean {
    const { alone, file } = job;
    if (alone && [...this.#workers].some((worker) => worker.job?.file === file)) return false;
    return this.#copyJobs.mayRun(job, this.#jobsOnCopy());
  }

  /** Running jobs that might spoil the copy of the project. */
  #jobsOnCopy(): Job[] {
    if (!this.#host.isContained || !this.#touches || this.#renewing) return [];
    return [...this.#workers].map(({ job }) => job).filter((job) => job !== undefined);
  }

  #tellTouches(worker: Worker): void {
    if (!this.#touches || worker.holds) return;
    worker.holds = true;
    send(worker, { kind: 'hold', touches: this.#touches });
  }

  #tellCosts(worker: Worker, job: Job): void {
    if (job.kind !== 'file' || worker.knows.has(job.file)) return;
    worker.knows.add(job.file);
    send(worker, { kind: 'costs', file: job.file, tests: this.#costs.of(job) });
  }

  #start(): void {
    this.#restarting = false;
    if (this.#queue.length === 0) {
      this.#pump();
      return;
    }
    this.#running = true;
    const candidates = this.#host.files.filter((file) => file.environment === this.#environment);
    if (candidates.length === 0) {
      this.#settle?.reject(new Error(`the project has no test file like ${this.#queue[0]?.file}`));
      return;
    }
    // If all workers end with one of them, or before they begin, more workers would too.
    this.#spares = this.#host.losesOneWorkerOnly && this.#fruitless === 0 ? sparesPerRun : 0;
    const count = this.#spares + Math.min(this.#settings.concurrency, this.#queue.length);
    const seeds = Array.from({ length: count }, (_, index) => candidates[index % candidates.length]);
    this.#startedAt = performance.now();
    this.#host.run(seeds.filter((seed): seed is TestFile => seed !== undefined));
  }

  #ready(worker: Worker): void {
    if (this.#closed) return;
    this.#workers.add(worker);
    this.#startedAt = undefined;
    if (worker.job) this.#finish(worker);
    if (this.#restarting) this.#endWorker(worker);
    else this.#idle.add(worker);
    this.#pump();
  }

  #finish(worker: Worker, died?: 'ended' | 'stuck'): void {
    const { job, lines } = worker;
    if (!job) return;
    this.#hearLines(worker);
    delete worker.job;
    this.#fruitless = 0;
    this.#isLastTry = false;
    this.#copyJobs.ended({ job, lines, ...(died && { died }) }, this.#jobsOnCopy());
  }

  #deliver(result: JobResult): void {
    this.#inFlight--;
    const next = this.#onResult(result);
    if (next) this.#queue.unshift(next);
  }

  #hearLines(worker: Worker): void {
    const lines = readJournal(worker);
    if (!worker.job || lines.length === 0) return;
    worker.lines.push(...lines);
    this.#settings.onLines(lines);
    this.#listener?.lines(worker.job, lines);
  }

  /** Ends the worker; the host starts another one in its place, unless it has none left to start. */
  #replace(worker: Worker): void {
    if (this.#spares === 0) this.#startAgain();
    else this.#spares--;
    this.#endWorker(worker);
  }

  /** Has all workers end after their jobs; then the host is asked for new ones. */
  #startAgain(): void {
    if (!this.#restarting && this.#spares > 0) this.#host.drain();
    this.#spares = 0;
    this.#restarting = true;
  }

  #endWorker(worker: Worker): void {
    this.#idle.delete(worker);
    this.#workers.delete(worker);
    send(worker, { kind: 'end' });
  }

  #gone(worker: Worker): void {
    if (!this.#workers.delete(worker)) return;
    this.#idle.delete(worker);
    const collateral = this.#renewing || (this.#restarting && !this.#host.losesOneWorkerOnly);
    if (worker.job && !collateral) this.#hearLines(worker);
    const spoilt = foundHarm(worker.lines);
    const isDoubtful = spoilt && worker.job && this.#copyJobs.isDoubtful(worker.job, this.#jobsOnCopy());
    if (isDoubtful || this.#renewing) {
      this.#takeBack(worker);
      if (isDoubtful) this.#renew();
      return;
    }
    if (spoilt) this.#renew();
    else if (this.#spares > 0) this.#spares--;
    else this.#startAgain();
    // It ended together with another worker, so its job is not to blame.
    if (worker.job && collateral) this.#takeBack(worker);
    else if (!this.#endJob(worker)) return;
    this.#pump();
  }

  /** The worker has ended with its job; returns false if nothing can be run any more. */
  #endJob(worker: Worker): boolean {
    const full = fullTempError();
    // It could not write its journal, and no other worker could.
    if (full) {
      this.#settle?.reject(full);
      return false;
    }
    const done = worker.lines.some((line) => line.kind === 'job-done' && line.job === worker.job?.id);
    this.#finish(worker, done ? undefined : worker.stuck ? 'stuck' : 'ended');
    return true;
  }

  /** Its job is done by another worker. */
  #takeBack({ job }: Worker): void {
    if (!job) return;
    this.#queueAgain(job);
    this.#copyJobs.takenBack(job);
  }

  #queueAgain(job: Job): void {
    this.#listener?.again(job);
    this.#queue.unshift(job);
    this.#inFlight--;
  }

  /** The host's run is over: every worker has ended. */
  ran(end: RunEnd): void {
    if (this.#closed || this.#renewing) return;
    const { output } = this.#host;
    if ('errors' in end) this.#again(end.errors[0]);
    // A global setup failed. The next run would leave it out.
    else if (this.#host.alive) {
      if (!this.#renewIfSpoilt()) this.#settle?.reject(this.#host.doesNotRun(end.failed, output));
    } else {
      this.#settings.startHost().then(
        () => this.#again(end.failed, output),
        (error: Error) => this.#settle?.reject(error),
      );
    }
  }

  #again(failure?: string, output?: string): void {
    this.#running = false;
    // Workers that the server was not told about have ended with the host's run.
    this.#restarting = false;
    if (++this.#fruitless > 3 && this.#queue.length > 0) {
      if (this.#renewIfSpoilt()) return;
      const why = failure ?? 'its workers end before they take a job';
      this.#settle?.reject(this.#host.doesNotRun(why, output ?? this.#host.output));
      return;
    }
    this.#pump();
  }

  /**
   * A program that outlives its turn may remove files that the host needs, after the copy was checked. If no worker
   * starts on a fresh copy either, it is something else.
   */
  #renewIfSpoilt(): boolean {
    if (!this.#host.isContained || !this.#touches || this.#isLastTry) return false;
    this.#isLastTry = true;
    this.#renew();
    return true;
  }

  /** The copy of the project was spoiled. Results from it prove nothing any more. */
  #renew(): void {
    this.#renewing = true;
    this.#spares = 0;
    // Results of other jobs since then may come from that.
    for (const job of this.#copyJobs.spoilt()) this.#queueAgain(job);
    for (const worker of this.#workers) worker.socket.destroy();
    const renewed = this.#host.freshCopy().then(() => this.#settings.startHost());
    renewed.then(
      () => {
        this.#renewing = false;
        this.#fruitless = 0;
        this.#again();
      },
      (error: Error) => this.#settle?.reject(error),
    );
  }

  /** The host has ended, and its workers with it. */
  reset(): void {
    this.#workers.clear();
    this.#idle.clear();
    this.#running = false;
    this.#restarting = false;
  }

  /** Call regularly: kills workers that hang, and reads the journals of the others. */
  watch(): void {
    const now = performance.now();
    const { memoryLimit, isSandboxed } = this.#settings;
    // A worker that may not read a file that it needs ends at once, and Vitest 4 and 5 wait long for each of them.
    if (isSandboxed && this.#startedAt !== undefined && now - this.#startedAt > maxStartMs) {
      const why = 'its workers do not start in the sandbox';
      this.#settle?.reject(this.#host.doesNotRun(why, this.#host.output));
      this.#startedAt = undefined;
    }
    for (const worker of this.#workers) {
      if (!worker.job || worker.stuck) continue;
      this.#hearLines(worker);
      endIfLost(worker, { host: this.#host, costs: this.#costs, memoryLimit }, now);
    }
  }

  /** A current run ends at once, with the results so far. */
  close(): void {
    this.#closed = true;
    this.#settle?.resolve();
    this.#settle = undefined;
    this.#queue = [];
    for (const worker of this.#workers) this.#hearLines(worker);
    this.#workers.clear();
  }
}

function isFreshEnough({ used, ran }: Worker, { fresh, first, file }: Job): boolean {
  return !(fresh && used) && !(first && ran.has(file));
}
