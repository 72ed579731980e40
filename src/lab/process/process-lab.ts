import { existsSync, mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:net';
import { join } from 'node:path';
import type { Touches } from '../../guard/touches.ts';
import { inTemp } from '../../system/full-disk.ts';
import { makeTempFolder, noteTempFolders, removeTempFolder } from '../../system/temp-folders.ts';
import { indexOf, writeIndex } from '../elsewhere/text-index.ts';
import type { OnResult } from '../job-runner.ts';
import type { FileRoles, Lab, Listener, OutsideTests, ServedText, TestFile } from '../lab.ts';
import type { Job, JournalLine, SwitchTable, TestCosts } from '../protocol.ts';
import { unguessable, withPrefix } from '../switch-prefix.ts';
import type { Host, RunEnd } from './host.ts';
import { KnownCosts } from './known-costs.ts';
import { WorkerPool } from './pool.ts';
import { listen } from './workers.ts';

export interface ProcessLabOptions {
  concurrency: number;
  /** Memory limit of a worker, in MB. */
  memoryLimit: number;
  isSandboxed: boolean;
  /** Closes the lab at any time. */
  signal?: AbortSignal | undefined;
  /** Folder for temporary files. What tests write there lasts until the lab is closed, which removes the folder. */
  folder?: string | undefined;
  /** See `unguessable`. */
  prefix?: string | undefined;
}

/** @param folder where texts, the table of switches, journals and the socket are */
export type OpenHost = (folder: string, onRan: (end: RunEnd) => void) => Host;

/** A lab whose workers are processes. The test runner starts them, itself in a process of its own. */
export class ProcessLab implements Lab {
  readonly #options: ProcessLabOptions;
  readonly #folder: string;
  readonly #host: Host;
  readonly #pool: WorkerPool;
  readonly #costs = new KnownCosts();
  #server: Server | undefined;
  #closing: Promise<void> | undefined;
  #watchdog: NodeJS.Timeout | undefined;
  /** Prefix of the names in the served texts. Nobody can guess it. */
  readonly #prefix: string;
  #texts = 'texts.json';
  /** Absolute paths in the project itself that only breaks make. */
  readonly #litter = new Set<string>();

  private constructor(openHost: OpenHost, options: ProcessLabOptions) {
    const { concurrency, memoryLimit, isSandboxed } = options;
    this.#options = options;
    this.#prefix = options.prefix ?? unguessable();
    this.#folder = realpathSync(options.folder ?? makeTempFolder(''));
    mkdirSync(join(this.#folder, 'journals'));
    this.#host = openHost(this.#folder, (end) => this.#pool.ran(end));
    this.#pool = new WorkerPool(this.#host, this.#costs, {
      concurrency,
      memoryLimit,
      isSandboxed,
      startHost: () => this.#startHost(),
      onLines: (lines) => this.#noteLitter(lines),
    });
  }

  /**
   * A lab that was closed by its signal while it opened has no files and runs nothing.
   * @throws UserError (suite does not start) with the test runner's own message
   */
  static async open(openHost: OpenHost, options: ProcessLabOptions): Promise<Lab> {
    const lab = new ProcessLab(openHost, options);
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
    this.#server = await listen(this.#host.socketPath, this.#pool.events);
    if (this.#closing) return void this.#server.close();
    this.#watchdog = setInterval(() => this.#pool.watch(), 500);
    await this.#startHost();
  }

  async #startHost(): Promise<void> {
    await this.#host.start(this.#texts);
    if (!this.#closing) noteTempFolders(this.#folder, [...this.#host.leftovers]);
  }

  get files(): TestFile[] {
    return this.#host.files;
  }

  get roles(): FileRoles {
    return this.#host.roles;
  }

  get isContained(): boolean {
    return this.#host.isContained;
  }

  get isSandboxed(): boolean {
    return this.#options.isSandboxed;
  }

  get unserved(): ReadonlySet<string> {
    return this.#host.unserved;
  }

  leaveCopy(): void {
    this.#host.leaveCopy();
  }

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

  hold(touches: Touches): void {
    this.#pool.hold(touches);
    if (!this.isContained) for (const path of touches.made) if (!existsSync(path)) this.#litter.add(path);
  }

  /** Nothing is left to remove after runs on a copy or in the sandbox. There, a worker could name any path. */
  #noteLitter(lines: JournalLine[]): void {
    if (this.isContained || this.#options.isSandboxed) return;
    for (const line of lines)
      if (line.kind === 'extra') for (const path of line.paths) this.#litter.add(path);
  }

  #path(name: string): string {
    return join(this.#folder, name);
  }

  readonly #stop = () => void this.close();

  related(sources: string[], among: TestFile[]): Promise<TestFile[]> {
    return this.#host.related(sources, among);
  }

  async imports(files: string[]): Promise<Record<string, string[]>> {
    return this.#closing ? {} : this.#host.imports(files);
  }

  async run(jobs: Job[], onResult: OnResult, listener?: Listener): Promise<void> {
    if (jobs.length === 0 || this.#closing) return;
    const groups = Map.groupBy(jobs, (job) => this.#environmentOf(job));
    // First the environment of the running workers, because another one needs new workers.
    const isUp = (name: string) => name === this.#pool.environment;
    const names = [...groups.keys()].sort((a, b) => Number(isUp(b)) - Number(isUp(a)));
    for (const name of names) await this.#pool.run(name, groups.get(name) ?? [], onResult, listener);
  }

  #environmentOf(job: Job): string {
    return (
      this.files.find((file) => file.path === job.file && file.project === job.project)?.environment ?? ''
    );
  }

  get hasGlobalSetup(): boolean {
    return this.#host.tearsDown;
  }

  outside(): Promise<OutsideTests> {
    if (!this.#host.tearsDown || this.#closing) return Promise.resolve({ hits: {}, unserved: [] });
    return this.#host.outside();
  }

  async restart(serves: 'instrumented' | 'originals'): Promise<void> {
    if (this.#closing) return;
    this.#texts = serves === 'instrumented' ? 'texts.json' : 'no-texts.json';
    await this.suspend();
    await this.#startHost();
  }

  async suspend(): Promise<void> {
    await this.#host.tearDown();
    this.#pool.reset();
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#options.signal?.removeEventListener('abort', this.#stop);
    clearInterval(this.#watchdog);
    this.#pool.close();
    this.#host.stop();
    // Before and after the teardown, so that nothing is left if a second signal ends it.
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
