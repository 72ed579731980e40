import type { UserError } from '../../errors.ts';
import type { FileRoles, OutsideTests, TestFile } from '../lab.ts';

/** How a run of the test runner ended: by itself, with the errors that no test owns, or not. */
export type RunEnd = { errors: string[] } | { failed: string };

/** A project's own test runner in a process of its own: started, asked to run workers, started again. */
export interface Host {
  readonly files: TestFile[];
  readonly roles: FileRoles;
  /** Absolute paths of sources that were not loaded from the served text. */
  readonly unserved: ReadonlySet<string>;
  /** Files that the test runner leaves in the folder for temporary files. */
  readonly leftovers: ReadonlySet<string>;
  /** Whether changes by tests to files and processes are undone. */
  readonly isContained: boolean;
  /** It is starting, and cannot run anything yet. */
  readonly opening: boolean;
  readonly alive: boolean;
  /** The end of the output of the test runner and the tests. */
  readonly output: string | undefined;
  /** There are global setups, so it has to be closed and must not be killed. */
  readonly tearsDown: boolean;
  /** Whether the other workers live on when one ends. */
  readonly losesOneWorkerOnly: boolean;
  /** Where workers connect to. */
  readonly socketPath: string;
  /**
   * @param texts name of the file with what is served in place of the originals
   * @throws UserError (suite does not start) with the test runner's own message
   */
  start(texts: string): Promise<void>;
  /** The next start uses a new copy of the files on the disk. */
  freshCopy(): Promise<void>;
  /** From the next start on, tests run in the project itself, because this suite does not work on a copy. */
  leaveCopy(): void;
  /** The process id of a worker, as seen from this process. */
  pidOf(inner: number): number | undefined;
  outside(): Promise<OutsideTests>;
  related(sources: string[], among: TestFile[]): Promise<TestFile[]>;
  /** It may be called while tests run. */
  imports(files: string[]): Promise<Record<string, string[]>>;
  /** Starts one worker for each seed, at most `concurrency` at the same time. */
  run(seeds: TestFile[]): void;
  /** Starts no more workers. The run ends when the running ones have ended. */
  drain(): void;
  tearDown(): Promise<void>;
  /** Waits for nothing any more, and does not restart. */
  stop(): void;
  /** Ends the process and every process it started. */
  end(): void;
  /** The error for the user if tests do not run. */
  doesNotRun(why: string, output?: string): UserError;
}
