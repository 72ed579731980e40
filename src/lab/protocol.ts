/**
 * The messages between the audit and the lab's workers. Jobs go over a local socket. Results come back as lines of a journal
 * file, which the worker writes synchronously. So nothing is lost if a worker hangs, exits or is killed, and the last line
 * shows in which turn that happened.
 */

import type { Touches } from '../guard/touches.ts';
import type { Lost } from '../model/evidence.ts';
import { everyNeutral } from '../model/instrumented.ts';
import type { Mutant } from '../model/mutant.ts';
import type { Assertions, Subjects } from '../model/run.ts';

/** A mutant in a job. */
export interface MutantRef {
  id: string;
  /** Suffix of the globals of its file. */
  key: string;
  /** Its number in that file's switch. */
  number: number;
  /** Its hit counter. */
  site: number;
  /** The edit in the text of its file, if tests read that text. */
  edit?: Edit;
}

export type Edit = Pick<Mutant, 'file' | 'location' | 'original' | 'replacement'>;

/** Stands among the files that a test file loads for anything that is not a file of the project. */
export const anyFile = '*';

/** The key that stands for all files, and the id that stands for all rewrites in them. */
export const everyFile = '*';

/** All neutral mutants of all files at once. */
export const everyRewrite: MutantRef = { id: everyFile, key: everyFile, number: everyNeutral, site: 0 };

/** Which globals the instrumented files expect. */
export interface SwitchTable {
  /** Prefix of their names. */
  prefix: string;
  /** The limits of a turn, as a multiple of its steps and time in the clean run. */
  timeoutFactor: number;
  /** A module that every worker loads first. Its `install` is called with the argument. */
  preload?: { module: string; argument: string };
  /** Path of a module whose `plainText` removes the switches from the text of a function. Without it, they stay. */
  plainText?: string;
  /** Failures count without a proof. Only for the benchmark. */
  unproved?: true;
  /** Tell what each result depends on. */
  tracksInputs?: true;
  files: {
    key: string;
    sites: number;
    /** Absolute. */
    path: string;
  }[];
}

/** A test within its file: suites and name joined by ` > `, with ` #2` for the second of that name. */
export type TestKey = string;

interface JobBase {
  /** Name of the Vitest project that the file runs in. */
  project: string;
  id: number;
  /** Absolute path of the test file. */
  file: string;
  /** Only for a worker that has not run anything yet. */
  fresh?: true;
  /** Only for a worker that has not run this file yet. */
  first?: true;
  /** Not while another worker runs the same file. */
  alone?: true;
  /** Seed: random numbers are the same in all jobs with the same value. */
  draws?: number;
}

/** Runs the file without any mutant: once in its own order, then each test twice in place. */
export interface DryJob extends JobBase {
  kind: 'dry';
  /** Just once, in reverse order. */
  reversed?: true;
  /** Just once, in its own order. */
  once?: true;
  /** Just this test, once. */
  only?: TestKey;
}

export interface TestPlan {
  test: TestKey;
  /** Positions in the job's `mutants`. */
  mutants: number[];
  /** Clean duration in milliseconds and clean steps, from the dry run. */
  ms: number;
  steps: number;
  /** Stop at the first kill, if the question is only whether the test kills anything. */
  untilKill: boolean;
}

/** Repeats tests in place on one fresh module graph, with one mutant in each turn. */
export interface HotJob extends JobBase {
  kind: 'hot';
  mutants: MutantRef[];
  plans: TestPlan[];
  /** How many more killers to look for, by mutant id; without an entry, all. */
  wanted: Record<string, number>;
  /** Report whether a passing test makes the same assertions as without the mutant. */
  followsAssertions?: true;
  /** Also run the tests without a plan, because later ones depend on them. */
  wholeFile: boolean;
}

/** Runs the whole file on a fresh module graph, with the mutant active from before the first import. */
export interface FileJob extends JobBase {
  kind: 'file';
  mutant: MutantRef;
  /** Milliseconds of the clean load. */
  loadMs: number;
  /** A second try: with a longer time limit, at least as long as Vitest's own. */
  patient: boolean;
  /** A failure is proven in another process, because the file behaves differently the second time in this one. */
  apart?: true;
}

export type Job = DryJob | HotJob | FileJob;

/** The tests of a file that pass in the clean run, with their cost there, from which limits are computed. */
export type TestCosts = Record<TestKey, { ms: number; steps: number }>;

export type MainMessage =
  | { kind: 'job'; job: Job }
  /** Sent to a worker before its first file job of a test file. */
  | { kind: 'costs'; file: string; tests: TestCosts }
  /** Sent once to each worker. From then on, only changes to files and processes that the clean suite makes are allowed. */
  | { kind: 'hold'; touches: Touches }
  | { kind: 'end' };

export type WorkerMessage =
  | { kind: 'hello'; pid: number; journal: string }
  | { kind: 'next'; pid: number; done?: number }
  /** A sign that the event loop is not blocked, sent every second while a job runs. */
  | { kind: 'alive'; pid: number };

/** Sites reached, by file key. */
export type Hits = Record<string, number[]>;

/** What a result may depend on that cannot be compared later. */
export type Untracked = 'clock' | 'network' | 'programs' | 'folders';

/** What a result depends on, besides the modules that its clean run loads. */
export interface Inputs {
  /** Paths of files and of modules, relative to the root; a folder whose entries were listed ends with `/`. */
  reads: string[];
  untracked: Untracked[];
}

export type TestState = 'pass' | 'fail' | 'skip' | 'timeout';

export interface DryTest {
  kind: 'dry-test';
  test: TestKey;
  line: number;
  state: TestState;
  error?: string;
  ms: number;
  steps: number;
  hits: Hits;
  /** Keys of sources whose text the test reads. */
  texts?: string[];
  /** Absent if the tests run in another order than usual. */
  assertions?: Assertions;
  /** It uses random numbers. */
  draws?: true;
  subjects?: Subjects;
  /** It is expected to fail. */
  fails?: true;
  /** Its own function, hooks aside, called nothing of the project. */
  idle?: true;
  inputs?: Inputs;
}

/** The result of running the test twice more in place: whether it passes both times, and what the second turn reaches. */
export interface DryRepeat {
  kind: 'dry-repeat';
  test: TestKey;
  /** It passes the first time, on a fresh load. */
  passes: boolean;
  repeatable: boolean;
  hits: Hits;
}

export interface DryFile {
  kind: 'dry-file';
  /** Sites that are reached outside of tests: by the load, setup files and hooks of suites. */
  hits: Hits;
  /** Keys of sources whose text is read outside of tests. */
  texts?: string[];
  ms: number;
  steps: number;
  /** Number of lines about tests, to find out whether one was lost. */
  tests: number;
  /** It listens on an address or writes files. */
  shares?: true;
  /** The files of the project that it loads, relative to the root; and `anyFile` if it loads anything else. */
  loaded?: string[];
  /** Keys of sources that were loaded outside of Vite without mutants in them; `*` if it is not known which. */
  unserved?: string[];
  /** Keys of sources that it copies, or reads in a way in which mutants cannot be shown. */
  copied?: string[];
  /** It uses packages that Node loads, or a document. Their state is outside of the project's modules. */
  keepsState?: true;
  /** This Node version cannot load its packages again in the same process. */
  stale?: true;
  /** Why the file did not load, or a hook failed. */
  error?: string;
  /** Of the load and of hooks of suites. */
  inputs?: Inputs;
}

export type PairOutcome = 'survived' | 'killed' | 'timeout' | 'unreached' | 'refused';

/** Result of one test with one mutant in hot mode. */
export interface PairRow {
  kind: 'pair';
  test: TestKey;
  /** Id of the mutant, as in all lines. */
  mutant: string;
  outcome: PairOutcome;
  /** The time limit was hit, not the step budget. */
  wallClock?: true;
  /** It was waiting, and nothing in the process could end the wait. */
  hung?: true;
  /** The broken code itself threw the error; no assertion failed. */
  thrown?: true;
  /** A refused change to files or processes, in words that follow "the break". The row then proves nothing. */
  refused?: string;
  error?: string;
  /** It passes, but makes fewer or other assertions than without the mutant. */
  lost?: Lost;
  inputs?: Inputs;
}

/** The current turn of the worker, written before anything that may never return. */
export interface TurnMark {
  kind: 'turn';
  job: number;
  test?: TestKey;
  mutant?: string;
}

/** A test cannot be repeated in place any more, and the rest of its plan was not run. */
export interface SpoiledRow {
  kind: 'spoiled';
  test: TestKey;
  /** The mutant of the turn that may be the cause. */
  mutant?: string;
  reason: string;
}

/** The plan of the test has ended. Pairs that it left out are not needed any more. */
export interface PlanDone {
  kind: 'plan-done';
  test: TestKey;
  /** Number of lines about pairs, to find out whether one was lost. */
  pairs: number;
}

/** Result of one file with a mutant active from before its import. */
export interface FileRow {
  kind: 'file';
  mutant: string;
  hit: boolean;
  /** Tests that failed, and passed again in the clean run that followed. */
  killers: TestKey[];
  /** Those of them that failed because the broken code itself threw. */
  thrown: TestKey[];
  timeouts: TestKey[];
  /** The file itself, or a hook, failed. */
  fileKiller?: { what: 'load' | 'hook'; error: string };
  wallClock?: true;
  /** A timeout while nothing in the process could end the wait. */
  hung?: true;
  /** Every test ran to its end. */
  complete: boolean;
  /** The clean run afterwards failed. So this row counts only if a fresh process passes. */
  spoiled?: string;
  /** Failures before a clean run that failed too. */
  suspects?: { tests: TestKey[]; fileKiller?: FileRow['fileKiller'] };
  /** A refused change to files or processes. Everything after it in the file proves nothing. */
  refused?: string;
  /** The first message of a failure. */
  error?: string;
  /** Messages of the first tests that failed, by their keys. */
  errors?: Record<TestKey, string>;
  inputs?: Inputs;
}

/** An error outside of any test. */
export interface LateErrorRow {
  kind: 'late-error';
  test?: TestKey;
  mutant?: string;
  error: string;
}

/** Changes by the clean suite to files and processes in this worker. */
export interface TouchRow {
  kind: 'touches';
  touches: Touches;
  /** The file starts other programs, threads or native code, which the guard cannot stop. */
  unseen?: true;
}

/** Files and folders that a break is about to make in the project itself. */
export interface ExtraRow {
  kind: 'extra';
  /** Absolute. */
  paths: string[];
}

/** Another program, which the test started because of the break, has changed files. So the copy of the project is spoiled. */
export interface HarmRow {
  kind: 'harm';
  mutant: string;
  what: string;
}

export type JournalLine =
  | TurnMark
  | DryTest
  | DryRepeat
  | DryFile
  | PairRow
  | SpoiledRow
  | PlanDone
  | FileRow
  | LateErrorRow
  | TouchRow
  | HarmRow
  | ExtraRow
  | { kind: 'job-done'; job: number };
