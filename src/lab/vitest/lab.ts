import { existsSync, mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:net';
import { join } from 'node:path';
import { fullTempError, inTemp } from '../../full-disk.ts';
import type { Touches } from '../../guard/touches.ts';
import { makeTempFolder, noteTempFolders, removeTempFolder } from '../../temp-folders.ts';
import type { Hits, Job, JournalLine, SwitchTable, TestCosts } from '../protocol.ts';
import type { JobResult, OnResult, Runner } from '../runner.ts';
import { CopyJobs, foundHarm } from './copy-jobs.ts';
import { indexOf, writeIndex } from './elsewhere/text-index.ts';
import type { FileRoles, HostReply, ServedText, TestFile } from './host-protocol.ts';
import { KnownCosts } from './known-costs.ts';
import { memoryOf } from './memory.ts';
import { unguessable, withPrefix } from './prefix.ts';
import { doesNot, VitestHost, type VitestHostOptions } from './vitest-host.ts';
import { listen, readJournal, send, type Worker } from './workers.ts';

export interface LabOptions extends VitestHostOptions {
  /** Closes the lab, in whatever it is doing. */
  signal?: AbortSignal | undefined;
  /** For temporary files, where what tests write lasts until the lab is closed: it then removes it. */
  folder?: string | undefined;
  /** See `unguessable`. */
  prefix?: string | undefined;
}

/** Hears what the worker of a job says before its result, in parts, and the rest of it; and when that is worth nothing. */
interface Listener {
  lines(job: Job, lines: JournalLine[]): void;
  /** What was said of the job does not hold: it is run again. */
  again(job: Job): void;
}

/** V8 keeps its heap within the limit; what lies outside it, such as buffers, may take half as much again. */
const mostOverLimit = 1.5;
/** How long the first worker may take to come, in the sandbox. */
const longestStartMs = 45_000;
/** How many workers one run of Vitest starts in place of others that have ended. */
const sparesPerRun = 16;

/**
 * Hands jobs to workers of the project's own Vitest and their results back. Workers live on from job to
 * job; one that dies costs its own job, and is replaced.
 */
export class Lab implements Runner {
  readonly #options: LabOptions;
  readonly #folder: string;
  readonly #workers = new Set<Worker>();
  readonly #idle = new Set<Worker>();
  #server: Server | undefined;
  readonly #host: VitestHost;
  #queue: Job[] = [];
  #inFlight = 0;
  #environment: string | undefined;
  /** Vitest is running, with workers. */
  #running = false;
  #closing: Promise<void> | undefined;
  /** How many more workers Vitest starts by itself when one ends. */
  #spares = 0;
  /** Workers are ended after their job, so that all can be started again. */
  #restarting = false;
  #fruitless = 0;
  #onResult: OnResult = () => undefined;
  #listener: Listener | undefined;
  #settle: { resolve(): void; reject(error: Error): void } | undefined;
  #watchdog: NodeJS.Timeout | undefined;
  /** When workers were asked for and none has come yet. */
  #startedAt: number | undefined;
  /** Of the names in the texts that are served: nobody can guess it. */
  readonly #prefix: string;
  #texts = 'texts.json';
  /** What the clean suite does, once nothing else is allowed. */
  #touches: Touches | undefined;
  /** What is not there when nothing is broken: absolute paths in the project itself. */
  readonly #litter = new Set<string>();
  readonly #copyJobs = new CopyJobs((result) => this.#deliver(result));
  /** Vitest is started on a fresh copy of the project, as the one before was spoiled. */
  #renewing = false;
  readonly #costs = new KnownCosts();

  private constructor(options: LabOptions) {
    this.#options = options;
    this.#prefix = options.prefix ?? unguessable();
    this.#folder = realpathSync(options.folder ?? makeTempFolder(''));
    mkdirSync(join(this.#folder, 'journals'));
    this.#host = new VitestHost(options, this.#folder, (reply) => this.#ran(reply));
  }

  /** All test files of the project. */
  get files(): TestFile[] {
    return this.#host.files;
  }

  /**
   * A lab that was closed by its signal while it opened has no files and runs nothing.
   * @throws UserError (suite does not start) with Vitest's own message
   */
  static async open(options: LabOptions): Promise<Lab> {
    const lab = new Lab(options);
    try {
      await lab.#open();
      return lab;
    } catch (error) {
      await lab.close();
      if (options.signal?.aborted) return lab;
      throw error;
    }
  }

  async #open(): Promise<void> {
    const { signal } = this.#options;
    if (signal?.aborted) return this.close();
    signal?.addEventListener('abort', this.#stop);
    this.serve([], { timeoutFactor: 10, files: [] });
    this.#server = await listen(this.#host.socketPath, {
      ready: (worker) => this.#ready(worker),
      gone: (worker) => this.#gone(worker),
    });
    if (this.#closing) return void this.#server.close();
    this.#watchdog = setInterval(() => this.#watch(), 500);
    await this.#startHost();
  }

  /** Whether nothing that tests do to files and processes lasts. */
  get isContained(): boolean {
    return this.#host.isContained;
  }

  /** Tests may touch only what the sandbox lets them. */
  get isSandboxed(): boolean {
    return this.#options.sandbox !== undefined;
  }

  /** From the next start on, tests run on the project itself and not on a copy. */
  leaveCopy(): void {
    this.#host.leaveCopy();
  }

  async #startHost(): Promise<void> {
    await this.#host.start(this.#texts);
    if (!this.#closing) noteTempFolders(this.#folder, [...this.#host.leftovers]);
  }

  /** What is served in place of the originals. To be called before the first run. */
  serve(texts: ServedText[], table: Omit<SwitchTable, 'prefix'>): void {
    // Its folder is gone.
    if (this.#closing) return;
    const prefix = this.#prefix;
    const named = texts.map((text) => ({ ...text, code: withPrefix(text.code, prefix) }));
    inTemp(() => {
      writeFileSync(this.#path('table.json'), JSON.stringify({ ...table, prefix }));
      writeFileSync(this.#path('texts.json'), JSON.stringify(named));
      writeFileSync(this.#path('no-texts.json'), '[]');
      writeIndex(indexOf(this.#path('texts.json')), named, table);
      writeIndex(indexOf(this.#path('no-texts.json')), [], table);
    });
  }

  knowCosts(costs: (project: string, file: string) => TestCosts): void {
    this.#costs.know(costs);
  }

  /** From here on tests may do nothing to files and processes but what the clean suite does. */
  hold(touches: Touches): void {
    this.#touches = touches;
    if (!this.isContained) for (const path of touches.made) if (!existsSync(path)) this.#litter.add(path);
  }

  #path(name: string): string {
    return join(this.#folder, name);
  }

  readonly #stop = () => void this.close();

  /**
   * Which of the test files import any of the sources (absolute paths), directly or not. To be called after
   * `serve`, as it has Vite read the texts.
   */
  related(sources: string[], among: TestFile[]): Promise<TestFile[]> {
    return this.#host.related(sources, among);
  }

  /** What files of the project are to Vitest. */
  get roles(): FileRoles {
    return this.#host.roles;
  }

  /** Sources whose mutants were not in what the tests loaded: absolute paths. */
  get unserved(): ReadonlySet<string> {
    return this.#host.unserved;
  }

  /** What files import, directly or not; nothing of a lab that is closed. */
  async imports(files: string[]): Promise<Record<string, string[]>> {
    return this.#closing ? {} : this.#host.imports(files);
  }

  run(jobs: Job[], onResult: OnResult, listener?: Listener): Promise<void> {
    if (jobs.length === 0 || this.#closing) return Promise.resolve();
    this.#listener = listener;
    const groups = new Map<string, Job[]>();
    for (const job of jobs) {
      const environment = this.#environmentOf(job);
      groups.set(environment, [...(groups.get(environment) ?? []), job]);
    }
    // The workers that are up first, then the others: workers of another environment must be started anew.
    const names = [...groups.keys()].sort(
      (a, b) => Number(b === this.#environment) - Number(a === this.#environment),
    );
    return names.reduce(
      (before, name) => before.then(() => this.#runGroup(name, groups.get(name) ?? [], onResult)),
      Promise.resolve(),
    );
  }

  get hasGlobalSetup(): boolean {
    return this.#host.tearsDown;
  }

  /** What global setups reach, which run once and without any mutant. */
  outside(): Promise<{ hits: Hits; unserved: string[] }> {
    if (!this.#host.tearsDown || this.#closing) return Promise.resolve({ hits: {}, unserved: [] });
    return this.#host.outside();
  }

  #environmentOf(job: Job): string {
    return (
      this.files.find((file) => file.path === job.file && file.project === job.project)?.environment ?? ''
    );
  }

  #runGroup(environment: string, jobs: Job[], onResult: OnResult): Promise<void> {
    if (this.#closing) return Promise.resolve();
    this.#queue = [...jobs];
    this.#onResult = onResult;
    if (this.#environment !== environment && this.#running) this.#startAgain();
    this.#environment = environment;
    this.#fruitless = 0;
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#pump();
    });
  }

  #pump(): void {
    if (this.#closing || this.#host.opening || this.#renewing) return;
    if (this.#restarting) {
      for (const worker of this.#idle) this.#endWorker(worker);
      if (!this.#running) this.#start();
      return;
    }
    for (const worker of this.#idle) {
      const at = this.#queue.findIndex((job) => isFreshEnough(worker, job) && this.#mayRun(job));
      const job = this.#queue[at];
      if (!job) {
        // What is left wants a worker that has run nothing yet, or not this file.
        if (worker.used && this.#queue.some((one) => !isFreshEnough(worker, one) && this.#mayRun(one)))
          this.#replace(worker);
        continue;
      }
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

  #mayRun(job: Job): boolean {
    const { alone, file } = job;
    if (alone && [...this.#workers].some((worker) => worker.job?.file === file)) return false;
    return this.#copyJobs.mayRun(job, this.#jobsOnCopy());
  }

  /** Jobs under way that might spoil the copy of the project. */
  #jobsOnCopy(): Job[] {
    if (!this.isContained || !this.#touches || this.#renewing) return [];
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
    const candidates = this.files.filter((file) => file.environment === this.#environment);
    if (candidates.length === 0) {
      this.#settle?.reject(new Error(`Vitest has no test file like ${this.#queue[0]?.file}`));
      return;
    }
    // Vitest 3 does not survive its workers; and where they end before they begin, spares would as well.
    this.#spares = this.#options.major === 3 || this.#fruitless > 0 ? 0 : sparesPerRun;
    const count = this.#spares + Math.min(this.#options.concurrency, this.#queue.length);
    const seeds = Array.from({ length: count }, (_, index) => candidates[index % candidates.length]);
    this.#startedAt = performance.now();
    this.#host.run(seeds.filter((seed) => seed !== undefined));
  }

  #ready(worker: Worker): void {
    if (this.#closing) return;
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
    // What is done to a copy, or in the sandbox, leaves nothing to tidy up: who says so is to be given nothing to remove.
    const leavesLitter = !this.isContained && !this.isSandboxed;
    for (const line of lines)
      if (leavesLitter && line.kind === 'extra') for (const path of line.paths) this.#litter.add(path);
    this.#listener?.lines(worker.job, lines);
  }

  /** Ends the worker; Vitest starts another one in its place, unless it has none left to start. */
  #replace(worker: Worker): void {
    if (this.#spares === 0) this.#startAgain();
    else this.#spares--;
    this.#endWorker(worker);
  }

  /** Has all workers end after their jobs; then Vitest is asked for new ones. */
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
    const collateral = this.#renewing || (this.#restarting && this.#options.major === 3);
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
    if (worker.job && collateral) {
      // Vitest 3 loses all its workers with one: this one did nothing wrong.
      this.#takeBack(worker);
    } else {
      const full = fullTempError();
      // It could not write what it saw, and neither could any other in its place.
      if (full) {
        this.#settle?.reject(full);
        return;
      }
      const done = worker.lines.some((line) => line.kind === 'job-done' && line.job === worker.job?.id);
      this.#finish(worker, done ? undefined : worker.stuck ? 'stuck' : 'ended');
    }
    this.#pump();
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

  /** Vitest's run is over: every worker has ended. */
  #ran(reply: HostReply): void {
    if (this.#closing || this.#renewing) return;
    const { output } = this.#host;
    const fail = (error: Error) => this.#settle?.reject(error);
    if (reply.kind !== 'failed') {
      this.#again(reply.kind === 'ran' ? reply.errors[0] : undefined);
    } else if (this.#host.alive) {
      // Vitest refuses: a global setup failed, and would be left out if it were asked again.
      fail(doesNot('run the tests', reply.message, output));
    } else {
      this.#startHost().then(() => this.#again(reply.message, output), fail);
    }
  }

  #again(failure?: string, output?: string): void {
    this.#running = false;
    // Workers that the server did not hear of end are gone with Vitest's run.
    this.#restarting = false;
    if (++this.#fruitless > 3 && this.#queue.length > 0) {
      const why = failure ?? 'its workers end before they take a job';
      this.#settle?.reject(doesNot('run the tests', why, output ?? this.#host.output));
      return;
    }
    this.#pump();
  }

  /** The copy of the project was spoiled: whatever runs on it says nothing any more. */
  #renew(): void {
    this.#renewing = true;
    this.#spares = 0;
    // What others found meanwhile may come from that.
    for (const job of this.#copyJobs.spoilt()) this.#queueAgain(job);
    for (const worker of this.#workers) worker.socket.destroy();
    const renewed = this.#host.freshCopy().then(() => this.#startHost());
    renewed.then(
      () => {
        this.#renewing = false;
        this.#again();
      },
      (error: Error) => this.#settle?.reject(error),
    );
  }

  /** Starts Vitest anew, to serve the instrumented texts or the original ones. */
  async restart(serves: 'instrumented' | 'originals'): Promise<void> {
    if (this.#closing) return;
    this.#texts = serves === 'instrumented' ? 'texts.json' : 'no-texts.json';
    await this.suspend();
    await this.#startHost();
  }

  /** Ends Vitest, with what its global setups made, until it is started anew. */
  async suspend(): Promise<void> {
    await this.#host.tearDown();
    this.#workers.clear();
    this.#idle.clear();
    this.#running = false;
    this.#restarting = false;
  }

  #watch(): void {
    const now = performance.now();
    // Vitest 4 and 5 wait long for each worker that ends before it begins, as it does where it may not read what it needs.
    if (this.#options.sandbox && this.#startedAt !== undefined && now - this.#startedAt > longestStartMs) {
      this.#settle?.reject(
        doesNot('run the tests', 'its workers do not start in the sandbox', this.#host.output),
      );
      this.#startedAt = undefined;
    }
    for (const worker of this.#workers) {
      if (!worker.job || worker.stuck) continue;
      this.#hearLines(worker);
      worker.stuck = now - worker.heard >= this.#costs.patienceFor(worker.job);
      const pid = this.#host.pidOf(worker.pid);
      if (!worker.stuck && memoryOf(pid ?? 0) < this.#options.memoryLimit * mostOverLimit) continue;
      try {
        if (pid !== undefined) process.kill(pid, 'SIGKILL');
        else worker.socket.destroy();
      } catch {
        worker.socket.destroy();
      }
    }
  }

  /** Ends everything; a run that is under way ends at once, with the results it has. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#options.signal?.removeEventListener('abort', this.#stop);
    clearInterval(this.#watchdog);
    this.#settle?.resolve();
    this.#settle = undefined;
    this.#queue = [];
    for (const worker of this.#workers) this.#hearLines(worker);
    this.#workers.clear();
    this.#host.stop();
    // Before and after: whoever has no patience for the tear-down still leaves nothing behind.
    this.#removeFolders();
    await this.#host.tearDown();
    this.#host.end();
    this.#server?.close();
    for (const path of this.#litter) rmSync(path, { recursive: true, force: true });
    this.#removeFolders();
  }

  #removeFolders(): void {
    for (const path of this.#host.leftovers) rmSync(path, { recursive: true, force: true, maxRetries: 3 });
    removeTempFolder(this.#folder);
  }
}

function isFreshEnough({ used, ran }: Worker, { fresh, first, file }: Job): boolean {
  return !(fresh && used) && !(first && ran.has(file));
}
