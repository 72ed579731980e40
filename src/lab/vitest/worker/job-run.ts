import type { JournalLine, TestKey } from '../../protocol.ts';
import type { Turn, TurnPlan } from '../../worker/turn.ts';
import type { FileTask, TestTask } from './tasks.ts';

/** What a job does with one load of its file; the session calls it at each step of Vitest's life cycle. */
export interface FileRun {
  /** Active from before the first import until the last hook. */
  loadTurn: Turn;
  /** Ask Vitest for the lines of tests. */
  wantsLines?: true;
  /** Follow what mocks are told, and the texts of sources. */
  watchesSubjects?: true;
  /** Leave `retry` as the project has it. */
  keepsRetries?: true;
  /** Runs suites and tests in reverse order. */
  reverses?: true;
  /** The tests of the file are known. Returns those that run; undefined for all. */
  select?(keys: Map<TestTask, TestKey>): Set<TestTask>;
  /** The turns of a test, in place. */
  plan(test: TestTask, key: TestKey): TurnPlan;
  /** The file is through; returns the next load of this job, if any. */
  finish(file: FileTask, keys: Map<TestTask, TestKey>, seen: FileSeen): FileRun | undefined;
}

/** What was seen of a file as a whole. */
export interface FileSeen {
  /** The load's mutant was reached, in whichever part. */
  reached: boolean;
  /** The load itself spent its steps, or waited too long. */
  loadTimeout?: 'steps' | 'wall-clock';
  /** What the load, a test or a hook was kept from doing. */
  refused?: string;
  /** Errors that surfaced outside any test. */
  lateErrors: string[];
  loadMs: number;
  loadSteps: number;
}

export type Write = (line: JournalLine) => void;
