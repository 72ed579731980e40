import type { Touches } from '../guard/touches.ts';
import type { JobRunner, OnResult } from './job-runner.ts';
import type { Hits, Job, JournalLine, SwitchTable } from './protocol.ts';

/** A test file as one project runs it. */
export interface TestFile {
  /** Name of the project as the test runner has it, '' if there is only one. */
  project: string;
  /** Absolute path. */
  path: string;
  /** Files of one environment share workers. */
  environment: string;
}

/** An instrumented text, served in place of the original one. */
export interface ServedText {
  /** Absolute path. */
  path: string;
  original: string;
  code: string;
  map: string;
}

/** The roles of files for the test runner. Paths are absolute. */
export interface FileRoles {
  /** Test files without sources in them. */
  tests: string[];
  /** Globs of tests that are not run, relative to a folder. */
  others: { base: string; include: string[]; exclude: string[] }[];
  /** Set-up files, configuration and the like. */
  support: string[];
  /** Test files of the project that the lab cannot run. */
  unrunnable: UnrunnableFile[];
}

export interface UnrunnableFile {
  /** Absolute. */
  path: string;
  /** `own-pool`: in a pool that is not one of the test runner. */
  why: 'browser' | 'own-pool';
}

/** What global setups, which run once and without any mutant, have reached or loaded. */
export interface OutsideTests {
  hits: Hits;
  /** Keys of sources that were loaded without their instrumented text; `*` if any source may have been. */
  unserved: string[];
}

/** Receives the lines of a worker before the result of its job, and is told if they are invalid. */
export interface Listener {
  lines(job: Job, lines: JournalLine[]): void;
  /** The lines of the job are invalid, and the job is run again. */
  again(job: Job): void;
}

/** A project's own test runner, started: it runs jobs on instrumented texts. Each engine makes one. */
export interface Lab extends JobRunner {
  /** All test files of the project. */
  readonly files: TestFile[];
  readonly roles: FileRoles;
  /** Whether changes by tests to files and processes are undone. */
  readonly isContained: boolean;
  /** Tests run with the permissions of the sandbox. */
  readonly isSandboxed: boolean;
  /** Absolute paths of sources that tests loaded without their mutants. */
  readonly unserved: ReadonlySet<string>;
  /** From the next start on, tests run in the project itself and not on a copy. */
  leaveCopy(): void;
  /** Sets the texts that are served instead of the originals. Call it before the first run. */
  serve(texts: ServedText[], table: Omit<SwitchTable, 'prefix'>): void;
  /** From now on, tests may change files and processes only as the clean suite does. */
  hold(touches: Touches): void;
  /** The test files that import any of the sources (absolute paths), directly or indirectly. Call it after `serve`. */
  related(sources: string[], among: TestFile[]): Promise<TestFile[]>;
  /** The files that these files import, directly or indirectly, each with its own imports; empty if the lab is closed. */
  imports(files: string[]): Promise<Record<string, string[]>>;
  run(jobs: Job[], onResult: OnResult, listener?: Listener): Promise<void>;
  /** Whether there are global setups. */
  readonly hasGlobalSetup: boolean;
  outside(): Promise<OutsideTests>;
  /** Restarts the test runner, with the instrumented texts or the original ones. */
  restart(serves: 'instrumented' | 'originals'): Promise<void>;
  /** Ends the test runner, with the teardown of global setups, until the next start. */
  suspend(): Promise<void>;
  /** Ends everything. A current run ends at once, with the results so far. */
  close(): Promise<void>;
}
