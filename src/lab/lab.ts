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

/** What files are to the test runner. Paths are absolute. */
export interface FileRoles {
  /** Tests that are no sources. */
  tests: string[];
  /** Globs of tests that are not run, relative to a folder. */
  others: { base: string; include: string[]; exclude: string[] }[];
  /** Set-up files, configuration and the like. */
  support: string[];
}

/** What set-ups that run once and without any mutant have reached or loaded. */
export interface OutsideTests {
  hits: Hits;
  /** Keys of sources that were loaded as other texts than the instrumented ones; `*` for any. */
  unserved: string[];
}

/** Hears what the worker of a job says before its result, in parts, and the rest of it; and when that is worth nothing. */
export interface Listener {
  lines(job: Job, lines: JournalLine[]): void;
  /** What was said of the job does not hold: it is run again. */
  again(job: Job): void;
}

/** A project's own test runner, started: it runs jobs on instrumented texts. Each engine makes one. */
export interface Lab extends JobRunner {
  /** All test files of the project. */
  readonly files: TestFile[];
  readonly roles: FileRoles;
  /** Whether nothing that tests do to files and processes lasts. */
  readonly isContained: boolean;
  /** Tests may touch only what the sandbox lets them. */
  readonly isSandboxed: boolean;
  /** Sources whose mutants were not in what the tests loaded: absolute paths. */
  readonly unserved: ReadonlySet<string>;
  /** From the next start on, tests run on the project itself and not on a copy. */
  leaveCopy(): void;
  /** What is served in place of the originals. To be called before the first run. */
  serve(texts: ServedText[], table: Omit<SwitchTable, 'prefix'>): void;
  /** From here on tests may do nothing to files and processes but what the clean suite does. */
  hold(touches: Touches): void;
  /** Which of the test files import any of the sources (absolute paths), directly or not. To be called after `serve`. */
  related(sources: string[], among: TestFile[]): Promise<TestFile[]>;
  /** What files import, directly or not, each with what it imports itself; nothing of a lab that is closed. */
  imports(files: string[]): Promise<Record<string, string[]>>;
  run(jobs: Job[], onResult: OnResult, listener?: Listener): Promise<void>;
  /** There are set-ups that run once. */
  readonly hasGlobalSetup: boolean;
  outside(): Promise<OutsideTests>;
  /** Starts the test runner anew, to serve the instrumented texts or the original ones. */
  restart(serves: 'instrumented' | 'originals'): Promise<void>;
  /** Ends the test runner, with what its set-ups made, until it is started anew. */
  suspend(): Promise<void>;
  /** Ends everything; a run that is under way ends at once, with the results it has. */
  close(): Promise<void>;
}
