import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate, setInterval } from 'node:timers';
import { relativeTo } from '../../system/paths.ts';
import type { Elsewhere } from '../elsewhere/elsewhere.ts';
import type { DryJob, Job, JournalLine, MainMessage, SwitchTable, TestCosts, TestKey } from '../protocol.ts';
import { Chance } from './chance.ts';
import { WorkerChannel } from './channel.ts';
import type {
  Assertion,
  AssertionWatch,
  Collected,
  Leftovers,
  RunnerParts,
  SessionSetup,
  SubjectWatch,
  TestEnd,
} from './driver.ts';
import { dryRun, onceRun } from './dry-run.ts';
import { fileRun, warmUp } from './file-run.ts';
import { Harm } from './harm.ts';
import { HookWatch } from './hook-watch.ts';
import { hotRun } from './hot-run.ts';
import { TrackedInputs } from './inputs/tracked-inputs.ts';
import type { FileEnd, FileRun, TestFacts } from './job-run.ts';
import { Journal } from './journal.ts';
import { LateErrors } from './late-errors.ts';
import { lockNetwork } from './lockdown.ts';
import { shapeOf } from './lost-assertions.ts';
import { Origin } from './origin.ts';
import type { Realm } from './realm.ts';
import { WorkerRecycling } from './recycling.ts';
import { SharedResources } from './shared-resources.ts';
import { silence } from './silence.ts';
import { SourceTexts } from './source-texts.ts';
import { strip } from './strip.ts';
import { Switches } from './switches.ts';
import {
  type Limits,
  limitsFor,
  type Turn,
  type TurnOutcome,
  type TurnOwner,
  type TurnPlan,
} from './test-turn.ts';
import { within } from './time-limit.ts';
import { leakedTimers, pendingTimers } from './timers.ts';
import { unproved } from './unproved.ts';
import { hideIn, watchElsewhere } from './watch-elsewhere.ts';

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

/** The next load. */
export interface NextFile {
  path: string;
  /** Name of the project that it runs in. */
  project: string;
}

export interface Turns {
  /** A failing test is tried as often as the project wants. */
  keepsRetries: boolean;
  /** Ends the last turn, if there was one, and begins the next. Returns false if there is none. */
  next(): boolean;
}

/** The loop of a worker: takes jobs from the audit, and runs each with the project's own test runner. */
export class Session<Test extends TestFacts> {
  readonly #setup: SessionSetup;
  readonly #parts: RunnerParts<Test>;
  readonly #channel: WorkerChannel;
  readonly #journal: Journal;
  readonly #switches: Switches;
  readonly #limits: Limits;
  readonly #proves: boolean;
  readonly #table: SwitchTable;
  #preload: SwitchTable['preload'];
  readonly #origin: Origin;
  readonly #costs = new Map<string, TestCosts>();
  readonly #recycling = new WorkerRecycling();
  readonly #leftovers: Leftovers;
  readonly #sharedResources = new SharedResources();
  readonly #harm: Harm;
  /** Only where results are kept for later audits. */
  readonly #inputs: TrackedInputs | undefined;
  readonly #chance: Chance;
  readonly #hooks = new HookWatch();
  /** Runs sources that the test runner does not load; undefined in the sandbox. */
  readonly #elsewhere: Elsewhere | undefined;
  readonly #sourceTexts: SourceTexts;
  readonly #subjects: SubjectWatch;
  readonly #assertions: AssertionWatch;
  /** Shapes of the assertions in the current turn, if they are followed. */
  #shapes: string[] | undefined;
  readonly #lateErrors: LateErrors;
  #job: Job | undefined;
  #run: FileRun | undefined;
  #keys = new Map<Test, TestKey>();
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

  constructor(setup: SessionSetup, parts: RunnerParts<Test>) {
    this.#setup = setup;
    this.#parts = parts;
    this.#leftovers = parts.leftovers;
    // Process ids are not unique across namespaces.
    const name = randomUUID();
    const journal = join(setup.journals, `${name}.jsonl`);
    this.#journal = new Journal(journal);
    // From here on, random numbers are the same in every process.
    this.#chance = new Chance();
    const table = JSON.parse(readFileSync(setup.table, 'utf8')) as SwitchTable;
    this.#table = table;
    const sources = table.files.map(({ path }) => path);
    // Before the guard, so that the guard sees programs as tests start them.
    const inputs = table.tracksInputs ? new TrackedInputs(setup, () => parts.loadedFiles()) : undefined;
    this.#inputs = inputs;
    if (!setup.sandboxed)
      this.#elsewhere = watchElsewhere(setup, table, name, () => this.#switches, {
        isServed: parts.servesNatively === true,
        onLoad: inputs?.onNativeLoad,
      });
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
      onUnseen: () => inputs?.startsOther(),
      onRefusal: (what) => this.#refused(what),
    });
    this.#switches = new Switches(table, this.#elsewhere);
    // It has to serve the same texts.
    this.#sourceTexts = new SourceTexts(table.prefix, sources);
    this.#subjects = parts.subjects(this.#sourceTexts);
    const see = (assertion: Assertion) => {
      this.#subjects.see(assertion);
      this.#shapes?.push(shapeOf(assertion.subject));
    };
    const own = new Set(sources);
    this.#assertions = parts.assertions(see, (file) => own.has(file));
    this.#limits = limitsFor(table.timeoutFactor);
    this.#proves = !table.unproved;
    this.#preload = table.preload;
    this.#origin = new Origin(sources);
    this.#lateErrors = new LateErrors({
      ...parts.errors,
      isThrownBySource: (error) => this.#origin.isThrownBySource(error),
      onLate: (owner, error) => this.#late(owner, error),
    });
    this.#channel = new WorkerChannel(setup.socket);
    if (setup.sandboxed) lockNetwork();
    silence([process.stdout, process.stderr]);
    this.#leftovers.begin();
    this.#channel.send({ kind: 'hello', pid: process.pid, journal });
    setInterval(() => this.#channel.send({ kind: 'alive', pid: process.pid }), 1000).unref();
  }

  /** What is to be installed before a file is loaded. */
  get preloaded(): SwitchTable['preload'] {
    return this.#preload;
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
  async next(): Promise<NextFile | undefined> {
    if (this.#run && this.#job) return nextFile(this.#job);
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
    return nextFile(message.job);
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
              leaks: () => this.#leftovers.leaks,
              takeUnserved: () => this.#elsewhere?.takeUnserved(),
              loaded: this.#parts.loadedFiles(),
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
    this.#parts.driver.beginLoad();
    if (!this.#leftovers.restore()) this.#recycling.spoil();
    const { loadTurn } = this.#run;
    this.#inputs?.beginLoad();
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

  /** The file's code runs in a realm of its own, which is made for this load. */
  enter(realm: Realm): void {
    const { prototype } = realm.global.Function as FunctionConstructor;
    this.#switches.declareIn(realm);
    this.#chance.hold(realm.global.Math as object);
    this.#inputs?.enter(realm);
    if (this.#elsewhere) hideIn(prototype, this.#table, () => this.#switches);
    // It needs the same texts that tests get.
    this.#sourceTexts.enter(prototype);
  }

  /** The source with this absolute path was loaded without its mutants. */
  unserved(path: string): void {
    const file = this.#table.files.find((each) => each.path === path);
    if (file) this.#elsewhere?.other(file.key);
  }

  /** Whether the current call belongs to the turn that runs. */
  get isOfThisTurn(): boolean {
    return this.#lateErrors.isOfThisTurn;
  }

  /** Whether the current call belongs to a turn that has ended. */
  get isOfEarlierTurn(): boolean {
    return this.#lateErrors.owner?.test !== undefined && !this.isOfThisTurn;
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
  collected({ keys, reverse, keepOnly }: Collected<Test>): void {
    if (!this.#run) return;
    this.#load.ms = now() - this.#load.startedAt;
    this.#load.steps = this.#switches.spent;
    if (this.#switches.exhausted) this.#load.timeout ??= 'steps';
    else if (this.#switches.late) this.#load.timeout ??= 'wall-clock';
    this.#chance.loaded(this.#parts.driver.installedModules());
    this.#leftovers.loaded(this.#job?.file ?? '', !this.#run.loadTurn.mutant);
    if (this.#job?.kind === 'dry' || this.#followsAssertions) this.#assertions.watch();
    this.#inputs?.loaded(this.#run.loadTurn.mutant === undefined);
    this.#keys = keys;
    if (this.#run.reverses) reverse();
    const selected = this.#run.select?.(keys.values());
    if (selected) keepOnly((test) => selected.has(keys.get(test) ?? ''));
  }

  /** The turns of a test that is about to run; undefined if it has none. */
  turnsOf(test: Test): Turns | undefined {
    const key = this.#keys.get(test);
    if (!this.#run || key === undefined) return undefined;
    const plan = this.#run.plan(test, key);
    return { keepsRetries: this.#run.keepsRetries === true, next: () => this.#boundary(test, key, plan) };
  }

  /**
   * Between two turns, outside of all hooks: the result of the last turn is read, state is reset, and the next turn begins.
   * Returns whether there is one.
   */
  #boundary(test: Test, key: TestKey, plan: TurnPlan): boolean {
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
      return false;
    }
    if (repeated) this.#forgetCalls();
    this.#begin(test, key, step.value);
    if (this.#job?.kind !== 'dry') this.#hooks.begin(step.value.ms, () => this.#giveUp(test, plan));
    return true;
  }

  /** A hook does not end, and nothing but the end of the process can end it. */
  #giveUp(test: Test, plan: TurnPlan): void {
    if (!this.#turn) return;
    this.#turn.waited = true;
    plan.next(this.#settle(test));
    if (this.#job?.kind === 'file') this.#finishRun({ isEmpty: false });
    this.#abandon();
  }

  /** Resets what a turn left behind because it failed early. */
  #undo({ hadFakeTimers, cwd }: RunningTurn): void {
    const { driver } = this.#parts;
    if (process.cwd() !== cwd) process.chdir(cwd);
    if (!hadFakeTimers && driver.isFakingTimers()) driver.useRealTimers();
    if (!this.#leftovers.restoreLanguage()) this.#recycling.spoil();
  }

  /** A mock that outlives its test still has the calls of the last turn, which would hide a missing call. */
  #forgetCalls(): void {
    // Vitest 3 and 4 keep all mocks, so this takes longer with every loaded file.
    this.#recycling.watchTime(() => this.#parts.driver.clearMocks());
  }

  #begin(test: Test, key: TestKey, turn: Turn): void {
    this.#parts.driver.forgetResult(test);
    const mutant = turn.goesOn ? this.#run?.loadTurn.mutant : turn.mutant;
    const owner: TurnOwner = { test: key, mutant: mutant?.id, lateError: undefined };
    this.#turn = {
      owner,
      turn,
      startedAt: now(),
      skipped: false,
      waited: false,
      hung: false,
      hadFakeTimers: this.#parts.driver.isFakingTimers(),
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
    this.#inputs?.beginTurn();
  }

  /** The seed of random numbers: the same for a test or a file on every machine, unless the job has another one. */
  #drawer(test = ''): string {
    const { file = '', draws = 0 } = this.#job ?? {};
    return [relativeTo(this.#setup.root, file), test, draws].join('\n');
  }

  #settle(test: Test): TurnOutcome {
    this.#hooks.end();
    const result = this.#parts.driver.resultOf(test);
    const { turn, owner, startedAt, skipped, waited, hung, thrown, idle, refused } = this
      .#turn as RunningTurn;
    this.#turn = undefined;
    const kept = refused ?? (turn.goesOn ? this.#load.refused : undefined);
    // Without a break nothing is refused, except for what an earlier break left behind.
    const isClean = turn.mutant === undefined && !turn.goesOn;
    const outOfSteps = this.#switches.exhausted;
    const wallClock = !outOfSteps && (waited || this.#switches.late || result.timedOut);
    this.#tainted ||= wallClock && this.#job?.kind !== 'dry';
    const error = owner.lateError ?? result.error ?? kept;
    const shapes = this.#shapes;
    if (shapes) this.#assertions.end();
    this.#shapes = undefined;
    const inputs = this.#inputs?.endTurn();
    return {
      ...(inputs && { inputs }),
      ...(shapes && { shapes }),
      state:
        outOfSteps || wallClock
          ? 'timeout'
          : skipped
            ? 'skip'
            : owner.lateError !== undefined || result.failed || (isClean && kept !== undefined)
              ? 'fail'
              : 'pass',
      reached: turn.goesOn ? false : this.#switches.reached,
      wallClock,
      ...(hung && { hung }),
      ...(idle && { idle }),
      ...((owner.lateError === undefined ? (thrown ?? this.#threwInHook(result)) : owner.lateErrorThrown) && {
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

  /** A hook failed, and not the test's function. */
  #threwInHook({ first }: TestEnd): boolean {
    return first !== undefined && this.#origin.wasThrownBySource(first);
  }

  /** Runs the test's own function within the turn's time limit. */
  async call(run: () => unknown): Promise<void> {
    const turn = this.#turn;
    const before = this.#switches.spent;
    this.#hooks.pause();
    try {
      const ms = turn?.turn.ms ?? 60_000;
      const late = (hung: boolean) => {
        if (turn) Object.assign(turn, { waited: true, hung });
      };
      const ownTimers = turn?.owner.mutant === undefined ? undefined : this.#parts.driver.ownTimers;
      await within(ms, run, late, ownTimers);
    } catch (error) {
      if (turn?.owner.mutant !== undefined) {
        turn.thrown = this.#origin.isThrownBySource(error);
        strip(error);
      }
      throw error;
    } finally {
      if (turn) turn.idle = this.#switches.spent === before;
      this.#hooks.resume();
    }
  }

  /** After the test's function: waits for late errors, so that they count for this turn. */
  async finished(): Promise<void> {
    const turn = this.#turn;
    // In file mode there is only one mutant, so it does not matter in which test the error appears.
    if (!turn?.turn.goesOn) await new Promise<void>((resolve) => setImmediate(resolve));
    await this.#lateErrors.judged();
  }

  /** The test skipped itself. */
  skipped(): void {
    if (this.#turn) this.#turn.skipped = true;
  }

  /** The file has ended. Decides what is loaded next. */
  async endFile(file: FileEnd): Promise<NextFile | undefined> {
    if (this.#run) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (this.#job?.kind !== 'hot') await leakedTimers(this.#load.timers);
      await this.#lateErrors.judged();
      this.#lookForHarm();
      this.#harm.tidy();
      this.#finishRun(file);
      this.#switches.activate(undefined);
      this.#switches.grant(Number.MAX_SAFE_INTEGER);
    }
    if (this.#tainted) this.#abandon();
    return this.next();
  }

  #finishRun(file: FileEnd): void {
    const { ms, steps, timeout, refused } = this.#load;
    const inputs = this.#inputs?.endLoad();
    this.#run = this.#run?.finish(file, [...this.#keys.values()], {
      reached: this.#switches.reached,
      ...(timeout && { loadTimeout: timeout }),
      ...(refused !== undefined && { refused }),
      lateErrors: this.#fileLateErrors,
      loadMs: ms,
      loadSteps: steps,
      ...(inputs && { inputs }),
    });
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

function nextFile({ file, project }: Job): NextFile {
  return { path: file, project };
}
