import type { UserError } from '../../errors.ts';
import type { FileRoles, OutsideTests, TestFile } from '../lab.ts';

/** How a run of the test runner ended: by itself, with the errors that no test owns, or not. */
export type RunEnd = { errors: string[] } | { failed: string };

/** A project's own test runner in a process of its own: started, asked to run workers, started again. */
export interface Host {
  readonly files: TestFile[];
  readonly roles: FileRoles;
  /** Sources that were loaded as something else than was to be served: absolute paths. */
  readonly unserved: ReadonlySet<string>;
  /** What it leaves in the folder for temporary files. */
  readonly leftovers: ReadonlySet<string>;
  /** Whether what tests do to files and processes does not last. */
  readonly isContained: boolean;
  /** It starts: it cannot be asked to run yet. */
  readonly opening: boolean;
  readonly alive: boolean;
  /** The last of what it and the tests printed. */
  readonly output: string | undefined;
  /** There are set-ups that run once: it has to be closed, not just killed. */
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
  /** The next start is on files as they are on the disk, whatever was done to the copy before. */
  freshCopy(): Promise<void>;
  /** From the next start on the project itself, as this suite does not run on a copy. */
  leaveCopy(): void;
  /** The number of a worker's process as this process sees it. */
  pidOf(inner: number): number | undefined;
  outside(): Promise<OutsideTests>;
  related(sources: string[], among: TestFile[]): Promise<TestFile[]>;
  /** May be asked while tests run. */
  imports(files: string[]): Promise<Record<string, string[]>>;
  /** Starts as many workers as there are seeds, as many at once as its concurrency. */
  run(seeds: TestFile[]): void;
  /** No further workers: the run ends with those that are there. */
  drain(): void;
  tearDown(): Promise<void>;
  /** Nothing is waited for any more, and nothing is started again. */
  stop(): void;
  /** Ends the process and every process it started. */
  end(): void;
  /** What to tell the user where tests do not run, whatever they say. */
  doesNotRun(why: string, output?: string): UserError;
}
