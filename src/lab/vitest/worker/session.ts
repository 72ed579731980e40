import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate, setInterval } from 'node:timers';
import { relativeTo } from '../../../system/paths.ts';
import type { Elsewhere } from '../../elsewhere/elsewhere.ts';
import type {
  DryJob,
  Job,
  JournalLine,
  MainMessage,
  SwitchTable,
  TestCosts,
  TestKey,
} from '../../protocol.ts';
import { Chance } from '../../worker/chance.ts';
import { WorkerChannel } from '../../worker/channel.ts';
import { Harm } from '../../worker/harm.ts';
import { Journal } from '../../worker/journal.ts';
import { lockNetwork } from '../../worker/lockdown.ts';
import { shapeOf } from '../../worker/lost-assertions.ts';
import { Origin } from '../../worker/origin.ts';
import { WorkerRecycling } from '../../worker/recycling.ts';
import { SharedResources } from '../../worker/shared-resources.ts';
import { silence } from '../../worker/silence.ts';
import { SourceTexts } from '../../worker/source-texts.ts';
import { strip } from '../../worker/strip.ts';
import { Switches } from '../../worker/switches.ts';
import { within } from '../../worker/time-limit.ts';
import { leakedTimers, pendingTimers } from '../../worker/timers.ts';
import {
  type Limits,
  limitsFor,
  type Turn,
  type TurnOutcome,
  type TurnOwner,
  type TurnPlan,
} from '../../worker/turn.ts';
import { AssertionCounter } from './assertions.ts';
import { dryRun, onceRun } from './dry-run.ts';
import { countsBy } from './error-filter.ts';
import { fileRun, warmUp } from './file-run.ts';
import { hotRun } from './hot-run.ts';
import { installedModules } from './installed-modules.ts';
import type { FileRun } from './job-run.ts';
import { LateErrors } from './late-errors.ts';
import { Leftovers } from './leftovers.ts';
import { LoadedFiles } from './loaded-files.ts';
import { type Assertion, SubjectWatch } from './subjects.ts';
import {
  errorLine,
  type FileTask,
  isVitestTimeout,
  keepOnly,
  keysOf,
  reverse,
  runInSequence,
  type TestTask,
} from './tasks.ts';
import { unproved } from './unproved.ts';
import { watchElsewhere } from './watch-elsewhere.ts';
import type { FileSpec, WorkerSetup } from './worker-setup.ts';

const now = performance.now.bind(performance);
const kill = process.kill.bind(process);
const ended = { kind: 'end' } as const;

interface RunningTurn {
  owner: TurnOwner;
  turn: Turn;
  startedAt: number;
  /** The test skipped itself. */
  skipped: boolean;
  /** The test's function hit its time limit, or would have hit it. */
  waited: boolean;
  hung: boolean;
  /** Whether the code itself threw what the test's function ended with; undefined if that ended well, or never began. */
  thrown?: boolean;
  idle?: boolean;
  refused?: string;
  hadFakeTimers: boolean;
  cwd: string;
}

/** The loop of a worker: takes jobs from the audit, and runs each with Vitest's own runner. */
export class Session {
  readonly #setup: WorkerSetup;
  readonly #channel: WorkerChannel;
  readonly #journal: Journal;
  readonly #switches: Switches;
  readonly #limits: Limits;
  readonly #proves: boolean;
  #preload: SwitchTable['preload'];
  readonly #origin: Origin;
  readonly #costs = new Map<string, TestCosts>();
  readonly #recycling = new WorkerRecycling();
  readonly #leftovers = new Leftovers();
  readonly #sharedResources = new SharedResources();
  readonly #harm: Harm;
  readonly #chance: Chance;
  /** Runs sources that Vite does not load; undefined in the sandbox. */
  readonly #elsewhere: Elsewhere | undefined;
  readonly #subjects: SubjectWatch;
  readonly #assertions: AssertionCounter;
  /** Shapes of the assertions in the current turn, if they are followed. */
  #shapes: string[] | undefined;
  readonly #lateErrors: LateErrors;
  #job: Job | undefined;
  #run: FileRun | undefined;
  #keys = new Map<TestTask, TestKey>();
  #fileLateErrors: string[] = [];
  /** Owners of the turns of this load. */
  #owners = new Set<TurnOwner>();
  #load = {
    startedAt: 0,
    timers: 0,
    ms: 0,
    steps: 0,
    timeout: undefined as 'steps' | 'wall-clock' | undefined,
    refused: undefined as string | undefined,
  };
  /** A test function that timed out may still be running, so this process gets no other job. */
  #tainted = false;
  #turn: RunningTurn | undefined;

  constructor(setup: WorkerSetup) {
    this.#setup = setup;
    // Process ids are not unique across namespaces.
    const name = randomUUID();
    const journal = join(setup.journals, `${name}.jsonl`);
    this.#journal = new Journal(journal);
    // From here on, random numbers are the same in every process.
    this.#chance = new Chance();
    const table = JSON.parse(readFileSync(setup.table, 'utf8')) as SwitchTable;
    const sources = table.files.map(({ path }) => path);
    // Before the guard, so that the guard sees programs as tests start them.
    if (!setup.sandboxed) this.#elsewhere = watchElsewhere(setup, table, name, () => this.#switches);
    this.#harm = new Harm({
      root: setup.root,
      folder: setup.folder,
      journals: setup.journals,
      copies: setup.copies,
      onChange: () => this.#sharedResources.use(),
      onExtra: (paths) => {
        this.#journal.add({ kind: 'extra', paths });
        this.#journal.flush();
      },
      onRefusal: (what) => this.#refused(what),
    });
    this.#switches = new Switches(table, this.#elsewhere);
    // It needs the same texts that tests get.
    this.#subjects = new SubjectWatch(setup.vi, new SourceTexts(table.prefix, sources));
    const see = (assertion: Assertion) => {
      this.#subjects.see(assertion);
      this.#shapes?.push(shapeOf(assertion.subject));
    };
    const own = new Set(sources);
    this.#assertions = new AssertionCounter(setup, see, (file) => own.has(file));
    this.#limits = limitsFor(table.timeoutFactor);
    this.#proves = !table.unproved;
    this.#preload = table.preload;
    this.#origin = new Origin(sources);
    this.#lateErrors = new LateErrors({
      listeners: this.#leftovers.listeners,
      counts: countsBy(setup.errors),
      isThrownBySource: (error) => this.#origin.isThrownBySource(error),
      onLate: (owner, error) => this.#late(owner, error),
    });
    this.#channel = new WorkerChannel(setup.socket);
    if (setup.sandboxed) lockNetwork();
    silence([process.stdout, process.stderr]);
    this.#leftovers.begin(setup);
    this.#channel.send({ kind: 'hello', pid: process.pid, journal });
    setInterval(() => this.#channel.send({ kind: 'alive', pid: process.pid }), 1000).unref();
  }

  /** Once, before the first file is loaded. */
  async preload(): Promise<void> {
    const preload = this.#preload;
    this.#preload = undefined;
    if (!preload) return;
    const { install } = (await import(preload.module)) as { install(argument: string): void };
    install(preload.argument);
  }

  get wantsLines(): boolean {
    return this.#run?.wantsLines === true;
  }

  /** The next file to load, or undefined when the audit has no more work for this worker. */
  async next(): Promise<FileSpec | undefined> {
    if (this.#run && this.#job) return { filepath: this.#job.file };
    if (this.#job) this.#recycling.watchMemory();
    const done = this.#job?.id;
    if (this.#job?.kind === 'dry') this.#tellTouches();
    if (done !== undefined) this.#journal.add({ kind: 'job-done', job: done });
    this.#journal.flush();
    if (!this.#recycling.worn)
      this.#channel.send({ kind: 'next', pid: process.pid, ...(done !== undefined && { done }) });
    const message = this.#recycling.worn ? ended : await this.#receive();
    if (message.kind === 'end') {
      this.#channel.close();
      return undefined;
    }
    this.#job = message.job;
    this.#run = this.#startJob(message.job);
    return { filepath: message.job.file };
  }

  #tellTouches(): void {
    const seen = this.#harm.touches();
    if (seen) this.#journal.add({ kind: 'touches', ...seen });
  }

  async #receive(): Promise<Exclude<MainMessage, { kind: 'costs' | 'hold' }>> {
    for (;;) {
      const message = await this.#channel.receive();
      if (message.kind === 'hold') this.#harm.hold(message.touches);
      else if (message.kind === 'costs') this.#costs.set(message.file, message.tests);
      else return message;
    }
  }

  #startJob(job: Job): FileRun {
    const write = (line: JournalLine) => {
      // Another process has to prove the failure.
      const isTold = job.kind === 'file' && job.apart;
      if (line.kind === 'spoiled' || (line.kind === 'file' && line.spoiled !== undefined && !isTold))
        this.#recycling.spoil();
      this.#journal.add(line);
    };
    if (job.kind === 'dry')
      return job.reversed || job.only !== undefined
        ? this.#once(job, write)
        : dryRun(
            this.#switches,
            this.#sharedResources,
            { assertions: this.#assertions, subjects: this.#subjects },
            this.#chance,
            {
              once: job.once === true,
              state: () => this.#leftovers.state,
              leaks: () => this.#leftovers.listeners.leaks,
              takeUnserved: () => this.#elsewhere?.takeUnserved(),
              loaded: new LoadedFiles(this.#setup.root),
            },
            write,
          );
    if (job.kind === 'hot') {
      const run = hotRun(job, this.#limits, write);
      return this.#proves ? run : unproved(run);
    }
    const run = fileRun(job, this.#costs.get(job.file) ?? {}, this.#limits, this.#proves, write);
    const isKnown = () => job.apart === true || this.#leftovers.knows(job.file);
    return isKnown() ? run : warmUp(run, isKnown);
  }

  /** Tests in another order may leave anything behind. */
  #once({ only }: DryJob, write: (line: JournalLine) => void): FileRun {
    return onceRun(only, (line) => {
      if (line.kind === 'dry-test' && line.state !== 'pass') this.#recycling.spoil();
      write(line);
    });
  }

  /** Before the file is imported: resets the process and switches the load's mutant on. */
  beginLoad(): void {
    if (!this.#run || !this.#job) return;
    const { vi } = this.#setup;
    vi.useRealTimers();
    vi.unstubAllEnvs();
    vi.unstubAllGlobals();
    if (!this.#leftovers.restore()) this.#recycling.spoil();
    const { loadTurn } = this.#run;
    this.#subjects.watch(this.#run.watchesSubjects ? this.#job.file : undefined);
    this.#fileLateErrors = [];
    this.#owners.clear();
    this.#load = {
      startedAt: now(),
      timers: pendingTimers(),
      ms: 0,
      steps: 0,
      timeout: undefined,
      refused: undefined,
    };
    this.#mark(loadTurn.mutant?.id, undefined);
    this.#chance.beginLoad(this.#drawer());
    this.#switches.forgetHits();
    this.#switches.activate(loadTurn.mutant);
    this.#switches.grant(loadTurn.steps, loadTurn.ms);
    this.#lateErrors.enter({ test: undefined, mutant: loadTurn.mutant?.id, lateError: undefined });
    this.#lateErrors.leave();
  }

  /** Imports the file within the load's time limit. */
  async import<T>(load: () => T | Promise<T>): Promise<T | undefined> {
    if (!this.#run) return undefined;
    return within(this.#run.loadTurn.ms, load, () => {
      this.#load.timeout = 'wall-clock';
      this.#tainted = true;
    });
  }

  /** The file's tests are known. */
  collected(file: FileTask): void {
    if (!this.#run) return;
    this.#load.ms = now() - this.#load.startedAt;
    this.#load.steps = this.#switches.spent;
    if (this.#switches.exhausted) this.#load.timeout ??= 'steps';
    else if (this.#switches.late) this.#load.timeout ??= 'wall-clock';
    this.#chance.loaded(installedModules());
    this.#leftovers.loaded(this.#job?.file ?? '', !this.#run.loadTurn.mutant);
    if (this.#job?.kind === 'dry' || this.#followsAssertions) this.#assertions.watch();
    this.#keys = keysOf(file);
    runInSequence(file);
    if (this.#run.reverses) reverse(file);
    const selected = this.#run.select?.(this.#keys);
    if (selected) keepOnly(file, (test) => selected.has(test));
  }

  /** Makes Vitest repeat the test until its plan has no more turns. */
  prepare(test: TestTask): void {
    const key = this.#keys.get(test);
    if (!this.#run || key === undefined || (test.mode !== 'run' && test.mode !== 'queued')) return;
    const plan = this.#run.plan(test, key);
    if (!this.#run.keepsRetries) Object.defineProperty(test, 'retry', { get: () => 0, configurable: true });
    // Vitest reads `repeats` once for its loop. Vitest 3 reads it again after every attempt.
    const loop = { valueOf: () => this.#boundary(test, key, plan) };
    let reads = 0;
    Object.defineProperty(test, 'repeats', { get: () => (reads++ === 0 ? loop : 0), configurable: true });
  }

  /**
   * Vitest compares its counter with `repeats` before every turn, outside of all hooks. At that point the result of the
   * last turn is read, state is reset, and the next turn begins.
   */
  #boundary(test: TestTask, key: TestKey, plan: TurnPlan): number {
    const repeated = this.#turn !== undefined;
    if (this.#turn?.turn.mutant) this.#undo(this.#turn);
    this.#lookForHarm();
    const refused = this.#harm.refusedInThread();
    if (refused !== undefined) this.#refused(refused);
    if (this.#turn?.turn.mutant) this.#harm.tidy();
    const step = this.#turn ? plan.next(this.#settle(test)) : plan.next();
    if (this.#tainted && this.#job?.kind === 'hot') this.#abandon();
    if (step.done) {
      if (!this.#run?.loadTurn.mutant) this.#switches.activate(undefined);
      this.#lateErrors.leave();
      return -1;
    }
    if (repeated) this.#forgetCalls();
    this.#begin(test, key, step.value);
    return Number.MAX_SAFE_INTEGER;
  }

  /** Resets what a turn left behind because it failed early. */
  #undo({ hadFakeTimers, cwd }: RunningTurn): void {
    const { vi } = this.#setup;
    if (process.cwd() !== cwd) process.chdir(cwd);
    if (!hadFakeTimers && vi.isFakeTimers()) vi.useRealTimers();
    if (!this.#leftovers.restoreLanguage()) this.#recycling.spoil();
  }

  /** A mock that outlives its test still has the calls of the last turn, which would hide a missing call. */
  #forgetCalls(): void {
    // Vitest 3 and 4 keep all mocks, so this takes longer with every loaded file.
    this.#recycling.watchTime(() => this.#setup.vi.clearAllMocks());
  }

  #begin(test: TestTask, key: TestKey, turn: Turn): void {
    const { result } = test;
    if (result) {
      result.state = 'run';
      result.errors = undefined;
      result.pending = undefined;
      if (result.attempts) result.attempts = [];
    }
    const mutant = turn.goesOn ? this.#run?.loadTurn.mutant : turn.mutant;
    const owner: TurnOwner = { test: key, mutant: mutant?.id, lateError: undefined };
    this.#turn = {
      owner,
      turn,
      startedAt: now(),
      skipped: false,
      waited: false,
      hung: false,
      hadFakeTimers: this.#setup.vi.isFakeTimers(),
      cwd: process.cwd(),
    };
    // In a whole file the load's own mark names the mutant.
    if (turn.mutant || this.#job?.kind === 'dry') this.#mark(turn.mutant?.id, key);
    if (this.#followsAssertions) {
      this.#assertions.begin();
      this.#shapes = [];
    }
    this.#lateErrors.enter(owner);
    this.#owners.add(owner);
    this.#chance.start(this.#drawer(key));
    if (!turn.goesOn) this.#switches.activate(turn.mutant);
    this.#switches.grant(turn.steps, turn.ms);
  }

  /** The seed of random numbers: the same for a test or a file on every machine, unless the job has another one. */
  #drawer(test = ''): string {
    const { file = '', draws = 0 } = this.#job ?? {};
    return [relativeTo(this.#setup.root, file), test, draws].join('\n');
  }

  #settle(test: TestTask): TurnOutcome {
    const { turn, owner, startedAt, skipped, waited, hung, thrown, idle, refused } = this
      .#turn as RunningTurn;
    this.#turn = undefined;
    const kept = refused ?? (turn.goesOn ? this.#load.refused : undefined);
    // Without a break nothing is refused, except for what an earlier break left behind.
    const isClean = turn.mutant === undefined && !turn.goesOn;
    const outOfSteps = this.#switches.exhausted;
    const wallClock = !outOfSteps && (waited || this.#switches.late || isVitestTimeout(test.result));
    this.#tainted ||= wallClock && this.#job?.kind !== 'dry';
    const error = owner.lateError ?? errorLine(test.result) ?? kept;
    const shapes = this.#shapes;
    if (shapes) this.#assertions.end();
    this.#shapes = undefined;
    return {
      ...(shapes && { shapes }),
      state:
        outOfSteps || wallClock
          ? 'timeout'
          : skipped
            ? 'skip'
            : this.#failed(test, owner) || (isClean && kept !== undefined)
              ? 'fail'
              : 'pass',
      reached: turn.goesOn ? false : this.#switches.reached,
      wallClock,
      ...(hung && { hung }),
      ...(idle && { idle }),
      ...((owner.lateError === undefined ? (thrown ?? this.#threwInHook(test)) : owner.lateErrorThrown) && {
        thrown: true,
      }),
      ...(kept !== undefined && { refused: kept }),
      ...(error !== undefined && { error }),
      steps: this.#switches.spent,
      ms: now() - startedAt,
    };
  }

  /** The code was stopped from doing something. Its further behaviour proves nothing about the break. */
  #refused(what: string): void {
    const { owner } = this.#lateErrors;
    if (owner && this.#turn && owner !== this.#turn.owner) {
      // A turn before this one began it.
      this.#late(owner, `it ${what}`);
      return;
    }
    if (this.#turn) this.#turn.refused ??= what;
    this.#load.refused ??= what;
  }

  /** Another program has changed files, so the copy of the project is spoiled. */
  #lookForHarm(): void {
    const what = this.#harm.found();
    const mutant = (this.#turn?.turn.mutant ?? this.#run?.loadTurn.mutant)?.id;
    if (what === undefined || mutant === undefined) return;
    this.#journal.add({ kind: 'harm', mutant, what });
    this.#abandon();
  }

  get #followsAssertions(): boolean {
    return this.#job?.kind === 'hot' && this.#job.followsAssertions === true;
  }

  #failed(test: TestTask, owner: TurnOwner): boolean {
    if (owner.lateError !== undefined) return true;
    const failed = test.result?.state === 'fail';
    // Vitest 5 inverts the result of `test.fails` at every repeat, Vitest 3 and 4 once at the end.
    return test.fails && this.#setup.major < 5 ? !failed : failed;
  }

  /** A hook failed, and not the test's function. */
  #threwInHook({ result }: TestTask): boolean {
    const [error] = result?.state === 'fail' ? (result.errors ?? []) : [];
    return error !== undefined && this.#origin.wasThrownBySource(error);
  }

  /** Runs the test's own function within the turn's time limit. */
  async call(test: TestTask): Promise<void> {
    const run = this.#setup.getFn(test);
    if (!run) throw new Error('The test has no function.');
    const turn = this.#turn;
    const before = this.#switches.spent;
    try {
      const ms = turn?.turn.ms ?? 60_000;
      const late = (hung: boolean) => {
        if (turn) Object.assign(turn, { waited: true, hung });
      };
      await within(ms, run, late, turn?.owner.mutant !== undefined);
    } catch (error) {
      if (turn?.owner.mutant !== undefined) {
        turn.thrown = this.#origin.isThrownBySource(error);
        strip(error);
      }
      throw error;
    } finally {
      if (turn) turn.idle = this.#switches.spent === before;
    }
  }

  /** After the test's function: waits for late errors, so that they count for this turn. */
  async finished(test: TestTask): Promise<void> {
    const turn = this.#turn;
    // In file mode there is only one mutant, so it does not matter in which test the error appears.
    if (!turn?.turn.goesOn) await new Promise<void>((resolve) => setImmediate(resolve));
    await this.#lateErrors.judged();
    const { result } = test;
    if (!turn || !result) return;
    if (result.pending || result.state === 'skip') {
      // A skip would end all turns. So it is only noted, and the turn ends as passed.
      turn.skipped = true;
      result.pending = undefined;
      result.state = 'pass';
    }
  }

  /** The file has ended. Decides what is loaded next. */
  async endFile(file: FileTask): Promise<FileSpec | undefined> {
    if (this.#run) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (this.#job?.kind !== 'hot') await leakedTimers(this.#load.timers);
      await this.#lateErrors.judged();
      this.#lookForHarm();
      this.#harm.tidy();
      const { ms, steps, timeout } = this.#load;
      this.#run = this.#run.finish(file, this.#keys, {
        reached: this.#switches.reached,
        ...(timeout && { loadTimeout: timeout }),
        ...(this.#load.refused !== undefined && { refused: this.#load.refused }),
        lateErrors: this.#fileLateErrors,
        loadMs: ms,
        loadSteps: steps,
      });
      this.#switches.activate(undefined);
      this.#switches.grant(Number.MAX_SAFE_INTEGER);
    }
    if (this.#tainted) this.#abandon();
    return this.next();
  }

  #abandon(): void {
    this.#journal.flush();
    kill(process.pid, 'SIGKILL');
  }

  #mark(mutant: string | undefined, test: TestKey | undefined): void {
    this.#journal.add({
      kind: 'turn',
      job: this.#job?.id ?? 0,
      ...(test !== undefined && { test }),
      ...(mutant !== undefined && { mutant }),
    });
    this.#journal.flush();
  }

  #late(owner: TurnOwner | undefined, error: string): void {
    // The error is late but belongs to this load, so the file failed even if its tests passed.
    if (owner?.test === undefined || this.#owners.has(owner)) this.#fileLateErrors.push(error);
    this.#journal.add({
      kind: 'late-error',
      ...(owner?.test !== undefined && { test: owner.test }),
      ...(owner?.mutant !== undefined && { mutant: owner.mutant }),
      error,
    });
  }
}
