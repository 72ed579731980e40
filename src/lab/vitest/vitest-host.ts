import { join } from 'node:path';
import { exitCodes, UserError } from '../../errors.ts';
import { HostProcess } from './host-process.ts';
import type { HostReply, Opened, TestFile } from './host-protocol.ts';
import type { Sandbox } from './sandbox.ts';

export interface VitestHostOptions {
  root: string;
  /** Folder of the audited project's own Vitest, and its major version. */
  vitestDir: string;
  major: number;
  concurrency: number;
  /** The most a worker may take, in MB. */
  memoryLimit: number;
  /** Vitest's configuration file and folder of tests, relative to the root, if not the usual ones. */
  config?: { configFile?: string | undefined; dir?: string | undefined };
  /** A text reached Vite changed by another plugin and was not served. */
  onMismatch(path: string): void;
  /** What the tests may touch; everything if absent. */
  sandbox?: Sandbox | undefined;
}

/** How often Vitest is started, if its process ends each time. */
const startTries = 4;
/** How long global setups may take to tear down: what Vitest gives them. */
const tearDownMs = 10_000;
const keptLines = 15;

/** The project's Vitest does not work, whatever the tests say: in its own words. */
export function doesNot(what: 'start' | 'run the tests', why: string, output = ''): UserError {
  const [said = '', ...more] = (why.replace(/^(\w*Error: )+/, '').split('\n    at ', 1)[0] ?? '').split('\n');
  const printed = output.trim() === '' ? [] : output.trim().split('\n').slice(-keptLines);
  return new UserError(
    exitCodes.suiteRed,
    `Vitest does not ${what}: ${said}`,
    'run "npx vitest run" and mend what it reports',
    printed.length > 0 ? printed : more,
  );
}

/** The project's own Vitest in a process of its own: started, asked to run workers, started again. */
export class VitestHost {
  readonly #options: VitestHostOptions;
  readonly #folder: string;
  readonly #onRan: (reply: HostReply) => void;
  #process: HostProcess | undefined;
  #onReply: (reply: HostReply) => void = () => {};
  /** Settles what waits for a reply. */
  #onStop: () => void = () => {};
  #stopped = false;
  #tearsDown = false;
  /** Vitest starts: it cannot be asked to run yet. */
  opening = false;
  files: TestFile[] = [];
  /** What Vitest leaves in the folder for temporary files. */
  readonly leftovers = new Set<string>();

  /**
   * @param folder where texts, the table of switches, journals and the socket are
   * @param onRan a run is over: every worker has ended, or the process itself has
   */
  constructor(options: VitestHostOptions, folder: string, onRan: (reply: HostReply) => void) {
    this.#options = options;
    this.#folder = folder;
    this.#onRan = onRan;
  }

  get alive(): boolean {
    return this.#process?.alive === true;
  }

  /** The last of what Vitest and the tests printed. */
  get output(): string | undefined {
    return this.#process?.output;
  }

  get socketPath(): string {
    return process.platform === 'win32' ? `\\\\.\\pipe\\${this.#folder}` : join(this.#folder, 'socket');
  }

  /**
   * A process that ends while it starts may have been ended by something outside: it is started again.
   * @param texts name of the file with what is served in place of the originals
   * @throws UserError (suite does not start) with Vitest's own message
   */
  async start(texts: string, triesLeft = startTries): Promise<void> {
    if (this.#stopped) return;
    this.#process?.end();
    this.opening = true;
    const opened = await new Promise<Opened | 'ended' | undefined>((resolve, reject) => {
      this.#onReply = (reply) => {
        if (reply.kind === 'opened') resolve(reply);
        else if (reply.kind === 'failed' && triesLeft > 1 && !this.alive) resolve('ended');
        else if (reply.kind === 'failed') reject(doesNot('start', reply.message, this.output));
      };
      this.#onStop = () => resolve(undefined);
      this.#open(texts);
    });
    if (opened === 'ended') return this.start(texts, triesLeft - 1);
    if (!opened) return;
    this.opening = false;
    this.files = opened.files;
    this.#tearsDown = opened.tearsDown;
    for (const path of opened.leftovers) this.leftovers.add(path);
    this.#onReply = this.#onRan;
  }

  #open(texts: string): void {
    const { root, vitestDir, major, concurrency, memoryLimit, config, sandbox } = this.#options;
    this.#process = new HostProcess(root, sandbox !== undefined, (reply) => this.#hear(reply));
    this.#process.send({
      kind: 'open',
      root,
      vitestDir,
      major,
      concurrency,
      memoryLimit,
      ...config,
      sandbox,
      socket: this.socketPath,
      journals: join(this.#folder, 'journals'),
      folder: this.#folder,
      table: join(this.#folder, 'table.json'),
      texts: join(this.#folder, texts),
    });
  }

  #hear(reply: HostReply): void {
    if (reply.kind === 'mismatch') this.#options.onMismatch(reply.path);
    else this.#onReply(reply);
  }

  /** Which of the test files import any of the sources (absolute paths), directly or not. */
  related(sources: string[], among: TestFile[]): Promise<TestFile[]> {
    return new Promise((resolve) => {
      this.#onReply = (reply) => {
        this.#onReply = this.#onRan;
        // Where Vitest cannot tell, every file may be related.
        resolve(reply.kind === 'related' ? reply.files : among);
      };
      this.#onStop = () => resolve([]);
      this.#process?.send({ kind: 'related', sources, among: among.map(({ path }) => path) });
    });
  }

  /** Starts as many workers as there are seeds, as many at once as its concurrency. */
  run(seeds: TestFile[]): void {
    this.#process?.send({ kind: 'run', seeds });
  }

  /** No further workers: the run ends with those that are there. */
  drain(): void {
    this.#process?.send({ kind: 'drain' });
  }

  async tearDown(): Promise<void> {
    if (this.#tearsDown) await this.#process?.tearDown(tearDownMs);
  }

  /** Nothing is waited for any more, and nothing is started again. */
  stop(): void {
    this.#stopped = true;
    this.#onStop();
  }

  /** Ends the process and every process it started. */
  end(): void {
    this.#process?.end();
  }
}
