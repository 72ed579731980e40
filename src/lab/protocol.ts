/**
 * What the audit and the lab's workers say to each other. Jobs go over a local socket; results come back
 * as lines of a journal file that the worker writes synchronously, so that a worker that is killed, hangs
 * or exits has still said all it knew, and which turn it was in.
 */

import type { Touches } from '../guard/touches.ts';
import type { Lost } from '../model/evidence.ts';
import { everyNeutral } from '../model/instrumented.ts';
import type { Mutant } from '../model/mutant.ts';
import type { Assertions, Subjects } from '../model/run.ts';

/** A mutant as a job names it. */
export interface MutantRef {
  id: string;
  /** Suffix of the globals of its file. */
  key: string;
  /** Its number in that file's switch. */
  number: number;
  /** Its hit counter. */
  site: number;
  /** Tests read its file as text: what it is in there. */
  edit?: Edit;
}

export type Edit = Pick<Mutant, 'file' | 'location' | 'original' | 'replacement'>;

/** Among the files that a test file loads: something that is no file of the project. */
export const anyFile = '*';

/** The key that stands for all files, and the id that stands for all rewrites in them. */
export const everyFile = '*';

/** All neutral mutants of all files at once. */
export const everyRewrite: MutantRef = { id: everyFile, key: everyFile, number: everyNeutral, site: 0 };

/** Which globals the instrumented files expect. */
export interface SwitchTable {
  /** What their names begin with. */
  prefix: string;
  /** How many times its clean steps and time a turn may take. */
  timeoutFactor: number;
  /** A module that every worker loads first; its `install` gets the argument. */
  preload?: { module: string; argument: string };
  /** Path of a module whose `plainText` takes the switches out of the text of a function; absent, texts keep them. */
  plainText?: string;
  /** Failures are believed as they are. For the bench alone. */
  unproved?: true;
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
  /** What tests draw at random is the same in all jobs that have the same number here. */
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
  /** Stop at the first kill: only the test's own worth is asked for. */
  untilKill: boolean;
}

/** Repeats tests in place, a mutant a turn, on one fresh graph. */
export interface HotJob extends JobBase {
  kind: 'hot';
  mutants: MutantRef[];
  plans: TestPlan[];
  /** How many more killers each mutant wants, by its id; absent: any number. */
  wanted: Record<string, number>;
  /** Say whether a test that passes makes the same assertions as without the mutant. */
  followsAssertions?: true;
  /** Run the tests without a plan too, because later ones depend on them. */
  wholeFile: boolean;
}

/** Runs the whole file on a fresh graph with the mutant active from before the first import. */
export interface FileJob extends JobBase {
  kind: 'file';
  mutant: MutantRef;
  /** Milliseconds of the clean load. */
  loadMs: number;
  /** Tried before without a proof: more time, at least as much as Vitest gives a test. */
  patient: boolean;
  /** Another process proves what fails: in this one the file does not do the same a second time. */
  apart?: true;
}

export type Job = DryJob | HotJob | FileJob;

/** The tests of a file that pass in the clean run, with what they cost there, to set limits. */
export type TestCosts = Record<TestKey, { ms: number; steps: number }>;

export type MainMessage =
  | { kind: 'job'; job: Job }
  /** Sent once a worker, before its first file job of a test file. */
  | { kind: 'costs'; file: string; tests: TestCosts }
  /** Sent once a worker: from here on, only what the clean suite does to files and processes is allowed. */
  | { kind: 'hold'; touches: Touches }
  | { kind: 'end' };

export type WorkerMessage =
  | { kind: 'hello'; pid: number; journal: string }
  | { kind: 'next'; pid: number; done?: number }
  /** The event loop turns: sent every second while a job runs. */
  | { kind: 'alive'; pid: number };

/** Sites reached, by file key. */
export type Hits = Record<string, number[]>;

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
  /** Keys of sources that it reads as text. */
  texts?: string[];
  /** Absent where the test runs in another order than its own. */
  assertions?: Assertions;
  /** It draws at random. */
  draws?: true;
  subjects?: Subjects;
  /** It is expected to fail. */
  fails?: true;
  /** Its own function, hooks aside, called nothing of the project. */
  idle?: true;
}

/** The same test run twice more in place: whether it passes both times, and what the second turn reaches. */
export interface DryRepeat {
  kind: 'dry-repeat';
  test: TestKey;
  /** It passes the first of the two times, which is on a fresh load like the run before. */
  passes: boolean;
  repeatable: boolean;
  hits: Hits;
}

export interface DryFile {
  kind: 'dry-file';
  /** Of the load, setup files and hooks of suites: everything outside the tests. */
  hits: Hits;
  /** Keys of sources that are read as text outside of the tests. */
  texts?: string[];
  ms: number;
  steps: number;
  /** How many tests have a line of their own, which tells whether one was lost. */
  tests: number;
  /** It listens on an address or writes files. */
  shares?: true;
  /** The files of the project that it loads, relative to the root; and `anyFile` where it loads something else. */
  loaded?: string[];
  /** Keys of sources that something outside of Vite loaded without mutants in them; `*` if nobody can say which. */
  unserved?: string[];
  /** Keys of sources that it copies, or reads in a way that cannot show a mutant. */
  copied?: string[];
  /** It has packages that Node loads, or a document: their state is not a module's of the project. */
  keepsState?: true;
  /** This Node cannot load its packages anew in the same process. */
  stale?: true;
  /** Why the file did not load, or a hook failed. */
  error?: string;
}

export type PairOutcome = 'survived' | 'killed' | 'timeout' | 'unreached' | 'refused';

/** One pair of test and mutant in hot mode. */
export interface PairRow {
  kind: 'pair';
  test: TestKey;
  /** By its id, as in all lines. */
  mutant: string;
  outcome: PairOutcome;
  /** The wall clock decided, not the step budget. */
  wallClock?: true;
  /** It waited, and nothing in the process could end the wait. */
  hung?: true;
  /** A kill by what the broken code itself throws, not by what the test asserts. */
  thrown?: true;
  /** What it would have done to files or processes, in words that follow "the break"; so it proves nothing. */
  refused?: string;
  error?: string;
  /** It passes, and makes none or only some of the assertions that it makes without the mutant, or they look at something else. */
  lost?: Lost;
}

/** Where the worker is: written before anything that might not return. */
export interface TurnMark {
  kind: 'turn';
  job: number;
  test?: TestKey;
  mutant?: string;
}

/** A test could not go on in place; the rest of its plan was not run. */
export interface SpoiledRow {
  kind: 'spoiled';
  test: TestKey;
  /** The mutant whose turn may have spoiled it. */
  mutant?: string;
  reason: string;
}

/** The test's plan came to its end; what it left out is not wanted any more. */
export interface PlanDone {
  kind: 'plan-done';
  test: TestKey;
  /** How many pairs have a line of their own, which tells whether one was lost. */
  pairs: number;
}

/** What one file did with a mutant active from before its import. */
export interface FileRow {
  kind: 'file';
  mutant: string;
  hit: boolean;
  /** Tests that failed, and passed again in the clean run that followed. */
  killers: TestKey[];
  /** Of those: the ones that failed by what the broken code itself throws. */
  thrown: TestKey[];
  timeouts: TestKey[];
  /** The file did not load, or a hook failed: who killed it. */
  fileKiller?: { what: 'load' | 'hook'; error: string };
  wallClock?: true;
  /** What ran out of time waited for something that nobody was at work on. */
  hung?: true;
  /** Every test ran to its end. */
  complete: boolean;
  /** The clean run afterwards failed: nothing of this counts, unless a fresh process passes. */
  spoiled?: string;
  /** What failed before a clean run that failed too. */
  suspects?: { tests: TestKey[]; fileKiller?: FileRow['fileKiller'] };
  /** What it would have done to files or processes; what came after that in the file proves nothing. */
  refused?: string;
  /** The first message of a failure. */
  error?: string;
  /** Messages of the first tests that failed, by their keys. */
  errors?: Record<TestKey, string>;
}

/** An error that surfaced outside any test. */
export interface LateErrorRow {
  kind: 'late-error';
  test?: TestKey;
  mutant?: string;
  error: string;
}

/** What the clean suite does to files and processes, as far as this worker has run it. */
export interface TouchRow {
  kind: 'touches';
  touches: Touches;
  /** The file starts other programs, threads or native code, which may do what cannot be refused. */
  unseen?: true;
}

/** Files and folders that a break makes in the project itself; written before it does. */
export interface ExtraRow {
  kind: 'extra';
  /** Absolute. */
  paths: string[];
}

/** Another program that the break made the test start has changed files: the copy of the project is spoiled. */
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
