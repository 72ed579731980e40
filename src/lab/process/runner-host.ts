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
import { type Sandbox, scrubbed, withoutDebugger, withoutNetwork } from '../sandbox.ts';
import type { Host, RunEnd } from './host.ts';
import { HostProcess } from './host-process.ts';
import type { HostReply, Opened, Outside } from './host-protocol.ts';

/** A test runner, and how the process that hosts it is started. */
export interface HostedRunner {
  /** Its name in messages. */
  title: string;
  /** What a user runs to see the suite without realcov. */
  command: string;
  /** The file that hosts it. */
  entry: string;
  /** Whether the other workers live on when one ends. */
  losesOneWorkerOnly: boolean;
}

export interface RunnerHostOptions {
  root: string;
  /** Folder of the audited project's own test runner, and its major version. */
  runnerFolder: string;
  major: number;
  concurrency: number;
  /** Memory limit of a worker, in MB. */
  memoryLimit: number;
  /** What the test runner is started with, beyond its own configuration. */
  config?: RunnerSettings | undefined;
  /** Called when another plugin changed a text before it was to be replaced, so that it was not served. */
  onMismatch(path: string): void;
  /** Permissions of the tests; without it they may do anything. */
  sandbox?: Sandbox | undefined;
  /** Runs in the project itself and not in a temporary copy. */
  inPlace?: boolean | undefined;
}

/** How often the test runner is started if its process ends each time. */
const startTries = 4;
/** Time limit for the teardown of global setups, the same as Vitest's. */
const tearDownMs = 10_000;
const keptLines = 15;
/** Variables that `os.tmpdir()` and other programs read. */
const temporaryNames = process.platform === 'win32' ? ['TEMP', 'TMP'] : ['TMPDIR'];

/** The project's test runner itself fails; the message is its own. */
export function doesNot(
  { title, command }: Pick<HostedRunner, 'title' | 'command'>,
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
    `${title} does not ${what}: ${said}`,
    `run "${command}" and fix what it reports${onCopy ? '; if it passes, use --in-place' : ''}`,
    printed.length > 0 ? printed : more,
  );
}

/**
 * A prefix for a command that runs on a copy, from where the folder cannot be removed. It removes the folder after the
 * command has ended, in case this process was killed.
 */
function sweeping(folder: string): string[] {
  const script = [
    '"$@"',
    'code=$?',
    // The system's programs, not programs of the project with the same names.
    `PATH=${quote(programFolders(process.env.PATH))}`,
    `kill -0 ${process.pid} 2>/dev/null && exit $code`,
    'chmod -R u+rwx "$0" 2>/dev/null',
    'rm -rf "$0" "$0.owner"',
  ];
  return [programOfMachine('sh'), '-c', script.join('\n'), folder];
}

/** Hosts the project's own test runner in a child process: starts it, has it run workers, and restarts it. */
export class RunnerHost implements Host {
  readonly #runner: HostedRunner;
  readonly #options: RunnerHostOptions;
  readonly #folder: string;
  readonly #onRan: (reply: HostReply) => void;
  #process: HostProcess | undefined;
  #onReply: (reply: HostReply) => void = () => {};
  #onImports: (imports: Record<string, string[]>) => void = () => {};
  /** Settles the promise of the pending request. */
  #onStop: () => void = () => {};
  #onOutside: (reply: Outside) => void = () => {};
  #stopped = false;
  #tearsDown = false;
  /** The test runner is starting, and cannot run anything yet. */
  opening = false;
  files: TestFile[] = [];
  roles: FileRoles = { tests: [], others: [], support: [], unrunnable: [] };
  /** The container that keeps it from doing harm; undefined if the system has none. */
  #contained: Containment | undefined;
  #copies = 0;
  /** Process ids of workers, by the ids that they see themselves. */
  readonly #pids = new Map<number, number>();
  /** Absolute paths of sources that were not loaded from the served text. */
  readonly unserved = new Set<string>();
  /** Files that the test runner leaves in the folder for temporary files. */
  readonly leftovers = new Set<string>();

  /**
   * @param folder contains texts, the table of switches, journals and the socket
   * @param onRan called when a run has ended: all workers have ended, or the process itself has
   */
  constructor(
    runner: HostedRunner,
    options: RunnerHostOptions,
    folder: string,
    onRan: (end: RunEnd) => void,
  ) {
    this.#runner = runner;
    this.#options = options;
    this.#folder = folder;
    this.#onRan = (reply) =>
      onRan(
        reply.kind === 'failed'
          ? { failed: reply.message }
          : { errors: reply.kind === 'ran' ? reply.errors : [] },
      );
  }

  get losesOneWorkerOnly(): boolean {
    return this.#runner.losesOneWorkerOnly;
  }

  doesNotRun(why: string, output?: string): UserError {
    return doesNot(this.#runner, 'run the tests', why, output);
  }

  /** There are global setups. */
  get tearsDown(): boolean {
    return this.#tearsDown;
  }

  get alive(): boolean {
    return this.#process?.alive === true;
  }

  /** The end of the output of the test runner and the tests. */
  get output(): string | undefined {
    return this.#process?.output;
  }

  get socketPath(): string {
    return process.platform === 'win32' ? `\\\\.\\pipe\\${this.#folder}` : join(this.#folder, 'socket');
  }

  /**
   * If the process ends during its start, the cause may be outside, so it is started again.
   * @param texts name of the file with the texts that are served
   * @throws UserError (suite does not start) with the test runner's own message
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
        else if (reply.kind === 'failed' && reply.hint !== undefined)
          reject(new UserError(exitCodes.usage, reply.message, reply.hint));
        else if (reply.kind === 'failed' && triesLeft > 1 && !this.alive) resolve('ended');
        else if (reply.kind === 'failed')
          reject(
            doesNot(
              this.#runner,
              'start',
              reply.message,
              this.output,
              this.isContained && !this.#options.sandbox,
            ),
          );
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

  /** The next start uses a new copy of the files on the disk. */
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

  /** From the next start on, tests run in the project itself, because this suite does not work on a copy. */
  leaveCopy(): void {
    this.#contained = undefined;
  }

  /** Whether changes by tests to files and processes are undone. */
  get isContained(): boolean {
    return this.#contained !== undefined;
  }

  /** The process id of a worker, as seen from this process. */
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
        entry: this.#runner.entry,
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
          // A folder of the lab alone, so files of tests are removed with it.
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
      // Pending requests get no reply any more.
      if (reply.kind === 'failed') {
        this.#onImports({});
        this.#onOutside({ kind: 'outside', hits: {}, unserved: [] });
      }
      this.#onReply(reply);
    }
  }

  /** The places that global setups, and programs that they started, have reached or loaded so far. */
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
        // If the test runner cannot tell, every file may be related.
        resolve(reply.kind === 'related' ? reply.files : among);
      };
      this.#onStop = () => resolve([]);
      this.#process?.send({ kind: 'related', sources, among: among.map(({ path }) => path) });
    });
  }

  /**
   * The files that these files import, directly or indirectly, each with its own imports; empty if the process ends. Paths
   * are absolute. It may be called while tests run.
   */
  imports(files: string[]): Promise<Record<string, string[]>> {
    return new Promise((resolve) => {
      this.#onImports = resolve;
      this.#onStop = () => resolve({});
      this.#process?.send({ kind: 'imports', files });
    });
  }

  /** Starts one worker for each seed, at most `concurrency` at the same time. */
  run(seeds: TestFile[]): void {
    this.#process?.send({ kind: 'run', seeds });
  }

  /** Starts no more workers. The run ends when the running ones have ended. */
  drain(): void {
    this.#process?.send({ kind: 'drain' });
  }

  async tearDown(): Promise<void> {
    if (this.#tearsDown) await this.#process?.tearDown(tearDownMs);
  }

  /** Waits for nothing any more, and does not restart. */
  stop(): void {
    this.#stopped = true;
    this.#onStop();
  }

  /** Ends the process and all processes that it started. */
  end(): void {
    this.#process?.end();
  }
}
