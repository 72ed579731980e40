import type { Copies } from '../../contain/mounts.ts';
import type { Assertions, Subjects } from '../../model/run.ts';
import type { DryFile, TestKey } from '../protocol.ts';
import type { TestFacts } from './job-run.ts';
import type { Counts } from './late-errors.ts';
import type { SourceTexts } from './source-texts.ts';

/** Where a worker finds the audit, and what it runs. */
export interface SessionSetup {
  socket: string;
  /** Of the project, absolute. */
  root: string;
  /** Folder of the lab, and of the journals in it. */
  folder: string;
  journals: string;
  /** The copies that tests run on; undefined if they run on the project itself. */
  copies: Copies | undefined;
  /** JSON file with the `SwitchTable`. */
  table: string;
  /** JSON file with the served texts. Its index is beside it. */
  texts: string;
  /** The connection to the audit is the only one that is allowed. */
  sandboxed: boolean;
}

/** How a turn of a test ended, by the test runner's own rules. */
export interface TestEnd {
  failed: boolean;
  /** The first error, as one short line. */
  error?: string | undefined;
  /** The same error as the test runner keeps it, if the test failed. */
  first?: { name?: string; stack?: string } | undefined;
  /** The test runner itself gave up waiting, so the old body may still be running. */
  timedOut: boolean;
}

/** The tests that a loaded file has registered. */
export interface Collected<Test> {
  keys: Map<Test, TestKey>;
  /** Reverses the order of suites and of the tests in them. */
  reverse(): void;
  keepOnly(wanted: (test: Test) => boolean): void;
}

/** The test runner's own part of a worker. `Test` is what it has for a test. */
export interface Driver<Test extends TestFacts> {
  /** Call before a file is loaded. Removes fake timers and the like of earlier tests. */
  beginLoad(): void;
  isFakingTimers(): boolean;
  useRealTimers(): void;
  clearMocks(): void;
  /** Call before a turn. Forgets the result of the turn before. */
  forgetResult(test: Test): void;
  /** The result of the turn that has just ended. */
  resultOf(test: Test): TestEnd;
  /** Exports of the installed packages that the current file has loaded. */
  installedModules(): unknown[];
  /** How many timers the test runner itself has while a test's function runs. */
  readonly ownTimers: number;
}

/** Counts assertions. */
export interface AssertionWatch {
  /** Also watches the matchers that were added since the last call. */
  watch(): void;
  begin(): void;
  /** The assertions since `begin`. */
  end(): Assertions | undefined;
}

/** Looks at what assertions are about. */
export interface SubjectWatch {
  /** Call before a file is loaded; undefined to stop. */
  watch(file: string | undefined): void;
  begin(): void;
  see(assertion: Assertion): void;
  end(): Subjects | undefined;
}

/** One assertion, before it runs. */
export interface Assertion {
  matcher: string;
  subject: unknown;
  args: unknown[];
  negated: boolean;
}

/** Which files of the project a test file loads, installed packages left out. */
export interface LoadedFiles {
  /** Call regularly, because a test may reset its modules. */
  look(): void;
  /** How many were found so far. */
  readonly count: number;
  /** Relative to the root, with `/`; `anyFile` if anything else was loaded too. */
  readonly all: string[];
}

/** State of a process that outlives the project's own modules. */
export interface Leftovers {
  /** Takes the present state as the one to reset to. Call this when everything that watches or locks is installed. */
  begin(): void;
  /** Call before a load. Returns false if something cannot be reset. */
  restore(): boolean;
  /** The file is loaded. */
  loaded(file: string, isClean: boolean): void;
  /** Whether results of a load with a mutant can be trusted. */
  knows(file: string): boolean;
  /** Removes additions of a test to built-in objects. Returns false if something cannot be removed. */
  restoreLanguage(): boolean;
  /** Kinds of state in this file that outlive the project's own modules. */
  readonly state: Pick<DryFile, 'keepsState' | 'stale'>;
  /** A test has left a listener for errors behind. */
  readonly leaks: boolean;
}

/** Everything of a worker that depends on the test runner. */
export interface RunnerParts<Test extends TestFacts> {
  driver: Driver<Test>;
  leftovers: Leftovers;
  /** Errors outside of tests: the listeners, and which errors count. */
  errors: { listeners: { hear(onError: (error: unknown) => void): void }; counts: Counts };
  subjects(texts: SourceTexts): SubjectWatch;
  /** @param isSource whether the file with this absolute path is code of the project that can be broken */
  assertions(
    onAssertion: (assertion: Assertion) => void,
    isSource: (file: string) => boolean,
  ): AssertionWatch;
  loadedFiles(): LoadedFiles;
  /** The worker itself has Node load the instrumented texts, from before the transpilers of the project on. */
  servesNatively?: true;
}
