import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Containment, containment } from '../../contain/namespaces.ts';
import { outerPid } from '../../contain/pids.ts';
import { programFolders, programOfMachine } from '../../contain/programs.ts';
import { quote } from '../../contain/script.ts';
import { exitCodes, UserError } from '../../errors.ts';
import type { RunnerSettings } from '../../model/runner-settings.ts';
import { diskIsFull, fullTempError } from '../../system/full-disk.ts';
import { quietly, withoutNoise } from '../../system/noise.ts';
import type { FileRoles, OutsideTests, TestFile } from '../lab.ts';
import type { Host, RunEnd } from '../process/host.ts';
import { type Sandbox, scrubbed, withoutDebugger, withoutNetwork } from '../sandbox.ts';
import { HostProcess } from './host-process.ts';
import type { HostReply, Opened, Outside } from './host-protocol.ts';

export interface VitestHostOptions {
  root: string;
  /** Folder of the audited project's own Vitest, and its major version. */
  runnerFolder: string;
  major: number;
  concurrency: number;
  /** The most a worker may take, in MB. */
  memoryLimit: number;
  /** Vitest's configuration file and folder of tests, relative to the root, if not the usual ones. */
  config?: RunnerSettings | undefined;
  /** A text reached Vite changed by another plugin and was not served. */
  onMismatch(path: string): void;
  /** What the tests may touch; everything if absent. */
  sandbox?: Sandbox | undefined;
  /** In the project itself, without a copy that is thrown away. */
  inPlace?: boolean | undefined;
}

/** How often Vitest is started, if its process ends each time. */
const startTries = 4;
/** How long global setups may take to tear down: what Vitest gives them. */
const tearDownMs = 10_000;
const keptLines = 15;
/** What `os.tmpdir()` and other programs look at. */
const temporaryNames = process.platform === 'win32' ? ['TEMP', 'TMP'] : ['TMPDIR'];

/** The project's Vitest does not work, whatever the tests say: in its own words. */
export function doesNot(
  what: 'start' | 'run the tests',
  why: string,
  output = '',
  onCopy = false,
): UserError {
  const [said = '', ...more] = (why.replace(/^(\w*Error: )+/, '').split('\n    at ', 1)[0] ?? '').split('\n');
  const printed = output.trim() === '' ? [] : withoutNoise(output.trim().split('\n')).slice(-keptLines);
  const full = fullTempError();
  if (full) return full;
  if (/\b(ENOSPC|EDQUOT)\b/.test(why)) return diskIsFull(said);
  return new UserError(
    exitCodes.suiteRed,
    `Vitest does not ${what}: ${said}`,
    `run "npx vitest run" and fix what it reports${onCopy ? '; if it passes, use --in-place' : ''}`,
    printed.length > 0 ? printed : more,
  );
}

/**
 * Before a command that runs on a copy, from where the folder cannot be removed: removes it once the command has ended, if
 * this process was killed meanwhile.
 */
function sweeping(folder: string): string[] {
  const script = [
    '"$@"',
    'code=$?',
    // What the project has of these names is not meant.
    `PATH=${quote(programFolders(process.env.PATH))}`,
    `kill -0 ${process.pid} 2>/dev/null && exit $code`,
    'chmod -R u+rwx "$0" 2>/dev/null',
    'rm -rf "$0" "$0.owner"',
  ];
  return [programOfMachine('sh'), '-c', script.join('\n'), folder];
}

/** The project's own Vitest in a process of its own: started, asked to run workers, started again. */
export class VitestHost implements Host {
  readonly #options: VitestHostOptions;
  readonly #folder: string;
  readonly #onRan: (reply: HostReply) => void;
  #process: HostProcess | undefined;
  #onReply: (reply: HostReply) => void = () => {};
  #onImports: (imports: Record<string, string[]>) => void = () => {};
  /** Settles what waits for a reply. */
  #onStop: () => void = () => {};
  #onOutside: (reply: Outside) => void = () => {};
  #stopped = false;
  #tearsDown = false;
  /** Vitest starts: it cannot be asked to run yet. */
  opening = false;
  files: TestFile[] = [];
  roles: FileRoles = { tests: [], others: [], support: [] };
  /** How it is kept from doing harm; undefined where the system cannot. */
  #contained: Containment | undefined;
  #copies = 0;
  /** Numbers of workers, by the ones they call themselves. */
  readonly #pids = new Map<number, number>();
  /** Sources that were loaded as something else than was to be served: absolute paths. */
  readonly unserved = new Set<string>();
  /** What Vitest leaves in the folder for temporary files. */
  readonly leftovers = new Set<string>();

  /**
   * @param folder where texts, the table of switches, journals and the socket are
   * @param onRan a run is over: every worker has ended, or the process itself has
   */
  constructor(options: VitestHostOptions, folder: string, onRan: (end: RunEnd) => void) {
    this.#options = options;
    this.#folder = folder;
    this.#onRan = (reply) =>
      onRan(
        reply.kind === 'failed'
          ? { failed: reply.message }
          : { errors: reply.kind === 'ran' ? reply.errors : [] },
      );
  }

  /** Vitest 3 does not survive its workers. */
  get losesOneWorkerOnly(): boolean {
    return this.#options.major !== 3;
  }

  doesNotRun(why: string, output?: string): UserError {
    return doesNot('run the tests', why, output);
  }

  /** There are global setups. */
  get tearsDown(): boolean {
    return this.#tearsDown;
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
    this.#pids.clear();
    this.opening = true;
    if (this.#copies === 0) await this.freshCopy();
    if (this.#stopped) return;
    const opened = await new Promise<Opened | 'ended' | undefined>((resolve, reject) => {
      this.#onReply = (reply) => {
        if (reply.kind === 'opened') resolve(reply);
        else if (reply.kind === 'failed' && triesLeft > 1 && !this.alive) resolve('ended');
        else if (reply.kind === 'failed')
          reject(doesNot('start', reply.message, this.output, this.isContained && !this.#options.sandbox));
      };
      this.#onStop = () => resolve(undefined);
      this.#open(texts);
    });
    if (opened === 'ended') return this.start(texts, triesLeft - 1);
    if (!opened) return;
    this.opening = false;
    this.files = opened.files;
    this.roles = opened.roles;
    this.#tearsDown = opened.tearsDown;
    for (const path of opened.leftovers) this.leftovers.add(path);
    this.#onReply = this.#onRan;
  }

  /** The next start is on files as they are on the disk, whatever was done to the copy before. */
  async freshCopy(): Promise<void> {
    this.#copies++;
    const { root, sandbox, inPlace } = this.#options;
    if (inPlace && !sandbox) return;
    this.#contained = await containment({
      folder: this.#folder,
      cwd: root,
      changes: `changes-${this.#copies}`,
      withoutNetwork: sandbox !== undefined,
    });
  }

  /** From the next start on the project itself, as this suite does not run on a copy. */
  leaveCopy(): void {
    this.#contained = undefined;
  }

  /** Whether what tests do to files and processes does not last. */
  get isContained(): boolean {
    return this.#contained !== undefined;
  }

  /** The number of a worker's process as this process sees it. */
  pidOf(inner: number): number | undefined {
    if (!this.#contained) return inner;
    const known = this.#pids.get(inner) ?? outerPid(inner, this.#process?.pid ?? 0);
    if (known !== undefined) this.#pids.set(inner, known);
    return known;
  }

  #open(texts: string): void {
    const { root, runnerFolder, major, concurrency, memoryLimit, config, sandbox } = this.#options;
    const env = { ...process.env, ...config?.env };
    const temporary = join(this.#folder, 'tmp');
    mkdirSync(temporary, { recursive: true });
    this.#process = new HostProcess(
      {
        root,
        prefix: this.#contained
          ? [...sweeping(this.#folder), ...this.#contained.prefix]
          : sandbox
            ? withoutNetwork()
            : [],
        nodeArguments: sandbox ? withoutDebugger() : [],
        env: {
          ...quietly,
          ...(sandbox ? scrubbed(env) : env),
          // What tests leave there goes with the lab, and nothing else is there.
          ...Object.fromEntries(temporaryNames.map((name) => [name, temporary])),
        },
      },
      (reply) => this.#hear(reply),
    );
    this.#process.send({
      kind: 'open',
      root,
      runnerFolder,
      major,
      concurrency,
      memoryLimit,
      settings: config ?? {},
      sandbox,
      copies: this.#contained?.copies,
      socket: this.socketPath,
      journals: join(this.#folder, 'journals'),
      folder: this.#folder,
      table: join(this.#folder, 'table.json'),
      texts: join(this.#folder, texts),
    });
  }

  #hear(reply: HostReply): void {
    if (reply.kind === 'mismatch') {
      this.unserved.add(reply.path);
      this.#options.onMismatch(reply.path);
    } else if (reply.kind === 'imports') this.#onImports(reply.imports);
    else if (reply.kind === 'outside') this.#onOutside(reply);
    else {
      // Whoever asked it something else hears no more of it.
      if (reply.kind === 'failed') {
        this.#onImports({});
        this.#onOutside({ kind: 'outside', hits: {}, unserved: [] });
      }
      this.#onReply(reply);
    }
  }

  /** What global setups, and what they started, have reached or loaded so far. */
  outside(): Promise<OutsideTests> {
    return new Promise((resolve) => {
      this.#onOutside = resolve;
      if (this.alive) this.#process?.send({ kind: 'outside' });
      else resolve({ hits: {}, unserved: [] });
    });
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

  /**
   * What files import, directly or not, each with what it imports itself; nothing if the process ends. Paths are absolute.
   * May be asked while tests run.
   */
  imports(files: string[]): Promise<Record<string, string[]>> {
    return new Promise((resolve) => {
      this.#onImports = resolve;
      this.#onStop = () => resolve({});
      this.#process?.send({ kind: 'imports', files });
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
