import type { Inputs, JournalLine, TestKey } from '../protocol.ts';
import type { Turn, TurnPlan } from './test-turn.ts';

/** What is known of a test before it runs. */
export interface TestFacts {
  location?: { line: number } | undefined;
  /** It is expected to fail. */
  fails?: boolean | undefined;
}

/** How a file ended. */
export interface FileEnd {
  /** Why it did not load, or which hook of a suite failed. */
  error?: string | undefined;
  /** It has registered no tests. */
  isEmpty: boolean;
}

/** How a job uses one load of its file. The session calls it at each step of the test runner's life cycle. */
export interface FileRun {
  /** The mutant that is active from before the first import until the last hook. */
  loadTurn: Turn;
  /** Ask the test runner for the lines of tests. */
  wantsLines?: true;
  /** Follow what mocks are told, and the texts of sources. */
  watchesSubjects?: true;
  /** Leave `retry` as the project has it. */
  keepsRetries?: true;
  /** Runs suites and tests in reverse order. */
  reverses?: true;
  /** The tests of the file are known. Returns those that run; undefined for all. */
  select?(keys: Iterable<TestKey>): Set<TestKey>;
  /** The turns of a test, in place. */
  plan(test: TestFacts, key: TestKey): TurnPlan;
  /** The file has ended. Returns the next load of this job, if any. */
  finish(file: FileEnd, keys: TestKey[], seen: FileSeen): FileRun | undefined;
}

/** Results of a file as a whole. */
export interface FileSeen {
  /** The load's mutant was reached, in any part of the file. */
  reached: boolean;
  /** The load itself spent its steps, or waited too long. */
  loadTimeout?: 'steps' | 'wall-clock';
  /** Something that the load, a test or a hook tried, and that was refused. */
  refused?: string;
  /** Errors that surfaced outside any test. */
  lateErrors: string[];
  loadMs: number;
  loadSteps: number;
  /** What it took in outside of its tests; only where that is asked for. */
  inputs?: Inputs;
}

export type Write = (line: JournalLine) => void;
