import type { PlacedMutant } from './instrumented.ts';
import type { Mutant } from './mutant.ts';

/** How many assertions a test made, by what they are about. */
export interface Assertions {
  made: number;
  /** Of those: on a mock or spy itself. */
  onMocks: number;
  /** That something throws or rejects; and that it does not. */
  throws: number;
  notThrows: number;
  /** That something is not so, that nothing came, or on a mock that was not called: what a deleted body may well leave true. */
  absences: number;
}

/** What the assertions of a test were given, as far as that alone says that they cannot tell. */
export interface Subjects {
  /** How many look at nothing but what the test itself told a mock: one that only it called, or what that gave back. */
  echoes: number;
  /** Of those: in which no code of the project can have a part. */
  sure: number;
  /** How many only ask whether a function of the project, or an object of such a class, is there. */
  existence: number;
  /** How many ask whether an object of such a class is one of another class too, which no break changes. */
  inherits: number;
  /** Names of those mocks, functions and classes. */
  names: string[];
  /** The functions and files of the project whose text they were given; and those whose text the test had before them. */
  texts: string[];
  derived: string[];
}

/** A test as the clean run saw it. */
export interface RunTest {
  /** Short hash of project, file and key; stable when lines move. */
  id: string;
  /** Position in `CleanRun.tests`. */
  index: number;
  /** Position in `CleanRun.files`. */
  fileIndex: number;
  /** Full name, suites joined by ` > `; ` #2` for the second of a name in its file. */
  key: string;
  /** 1-based; 0 if unknown. */
  line: number;
  /** Milliseconds and steps of the clean run. */
  ms: number;
  steps: number;
  assertions: Assertions;
  /** Absent where it tells nothing. */
  subjects?: Subjects;
  /** `test.fails`: it passes where its body fails. */
  expectsFailure?: true;
  /** It draws at random: what it does may be another thing each time, but is the same in one audit. */
  draws?: true;
  /** Its own function called nothing of the project: what it reaches, hooks have called. */
  idle?: true;
}

/** A test whose result changes with nothing changed, or with the order of the tests alone. */
export interface UnstableTest {
  id: string;
  kind: 'flaky' | 'order-dependent';
  /** Relative to the root. */
  file: string;
  /** Full name. */
  test: string;
  /** How often it passed and failed in how it was run: in its own order, or in reverse order. */
  passed: number;
  failed: number;
  /** The first error. */
  error: string;
  /** What it does as the only test that runs; only known of some that need their order. */
  alone?: 'fails' | 'passes';
}

/** A test that takes no part in the audit. */
export interface LeftOutTest {
  /** Relative to the root. */
  file: string;
  /** Full name; '' for the whole file. */
  test: string;
  /** `red`: it fails without any break. `only-plain`: it passes in plain Vitest alone. */
  why: 'flaky' | 'red' | 'only-plain';
}

/** A test file as one Vitest project runs it. */
export interface RunFile {
  id: string;
  index: number;
  /** Name of the Vitest project, '' if there is only one. */
  project: string;
  /** Absolute path. */
  path: string;
  /** Relative to the root, `/` as separator. */
  file: string;
  tests: RunTest[];
  /** Of loading it, in milliseconds and steps. */
  ms: number;
  steps: number;
  /** It listens on an address or writes files: no two processes run it at once. */
  shares?: true;
  /** It has packages that Node loads, or a document: more may be left over from a run than the project's own modules. */
  keepsState?: true;
  /** It does not do the same in a process that has run it before: each of its runs has a process of its own. */
  apart?: true;
}

/** How a mutant is reached from one test file. */
export interface Reach {
  fileIndex: number;
  /** While the file loads, in its setup or in hooks of suites: what the mutant changes may outlive a turn. */
  atLoad: boolean;
  /** Indices of tests that reach it when they run for the first time. */
  first: number[];
  /** Indices of tests that reach it when repeated in place. */
  again: number[];
  /** The file of the mutant is read as text here: only a whole file shows what that does. */
  reads?: true;
  /** Of `first`, the tests that run nothing of it: they read its file as text. */
  readers?: number[];
  /** That is all there is. */
  asText?: true;
}

/** A runnable mutant with what the clean run says of it. */
export interface RunMutant {
  index: number;
  /** Suffix of the globals of its file. */
  key: string;
  mutant: PlacedMutant;
  /** One entry for each test file that reaches it. */
  reach: Reach[];
  /** Why its survival proves nothing: a test that takes no part reaches it, or would. */
  leftOut?: string;
  /** A test reads its file as text. */
  inText?: true;
  /** Tests may notice it where it cannot be switched on: how. */
  outside?: string;
}

/** The project's suite, run without any mutant. */
export interface CleanRun {
  files: RunFile[];
  tests: RunTest[];
  /** Those that break the code first, then the neutral ones. */
  mutants: RunMutant[];
  /** Tests that do not pass although nothing is broken, with their first error. */
  red: { file: string; test: string; error: string; hangs?: true }[];
  /** Tests that do not always do the same; the flaky ones are in no other list. */
  unstable: UnstableTest[];
  /** Tests that take no part. */
  leftOut: LeftOutTest[];
  /** Not every file was run: what no test reached may yet be covered. */
  interrupted: boolean;
}

/** A neutral mutant, and the tests that fail with it although it keeps what the code does, by index. */
export interface Coupling {
  mutant: Mutant;
  tests: number[];
  /** How the first of them fails. */
  failure?: string;
  /** Tests of several files fail with the same message: the rewrite is to blame, and not they. */
  alike?: true;
}

const known = new WeakMap<readonly RunTest[], ReadonlyMap<string, RunTest>>();

/** The tests of a run, by their ids. */
export function testsById({ tests }: Pick<CleanRun, 'tests'>): ReadonlyMap<string, RunTest> {
  const before = known.get(tests);
  if (before?.size === tests.length) return before;
  const byId = new Map(tests.map((test) => [test.id, test]));
  known.set(tests, byId);
  return byId;
}
