import type { PlacedMutant } from './instrumented.ts';
import type { Mutant } from './mutant.ts';

/** How many assertions a test made, by what they are about. */
export interface Assertions {
  made: number;
  /** Assertions among them about a mock or spy itself. */
  onMocks: number;
  /** Assertions that something throws or rejects, and that it does not. */
  throws: number;
  notThrows: number;
  /** Negative assertions, and those about a mock that was not called. They may still hold when a body is deleted. */
  absences: number;
}

/** Subjects of a test's assertions that show that the assertions cannot fail. */
export interface Subjects {
  /** How many only look at a mock that only the test called, or at the result of such a call. */
  echoes: number;
  /** How many of them cannot involve code of the project. */
  sure: number;
  /** How many only check that a function of the project, or an object of its class, exists. */
  existence: number;
  /** How many check whether an object of such a class also belongs to another class. No break changes that. */
  inherits: number;
  /** Names of these mocks, functions and classes. */
  names: string[];
  /** Functions and files of the project: whose text an assertion was given, and whose text the test had read before. */
  texts: string[];
  derived: string[];
}

/** A test, with results of the clean run. */
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
  /** Absent if it shows nothing. */
  subjects?: Subjects;
  /** `test.fails`: it passes if its body fails. */
  expectsFailure?: true;
  /** It uses random numbers. They are the same throughout one audit. */
  draws?: true;
  /** Its own function called nothing of the project: what it reaches, hooks have called. */
  idle?: true;
}

/** A test whose result changes without any change, or only with the order of the tests. */
export interface UnstableTest {
  id: string;
  kind: 'flaky' | 'order-dependent';
  /** Relative to the root. */
  file: string;
  /** Full name. */
  test: string;
  /** How often it passed and failed: in the usual order, or in reverse order. */
  passed: number;
  failed: number;
  /** The first error. */
  error: string;
  /** Its result when it runs alone; only known of some tests that depend on the order. */
  alone?: 'fails' | 'passes';
}

/** A test that the audit leaves out. */
export interface LeftOutTest {
  /** Relative to the root. */
  file: string;
  /** Full name; '' for the whole file. */
  test: string;
  /** `red`: it fails without any break. `only-plain`: it passes in the plain test runner, but not in the lab. `browser`, `own-pool`: the lab cannot run it. */
  why: 'flaky' | 'red' | 'only-plain' | 'browser' | 'own-pool';
}

/** A test file in one Vitest project. */
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
  /** Cost of loading it, in milliseconds and steps. */
  ms: number;
  steps: number;
  /** It listens on an address or writes files, so it must not run in two processes at once. */
  shares?: true;
  /** It uses packages that Node loads, or a document. So a run may leave state behind outside of the project's modules. */
  keepsState?: true;
  /** It behaves differently in a process that has run it before, so each of its runs has a process of its own. */
  apart?: true;
}

/** How a mutant is reached from one test file. */
export interface Reach {
  fileIndex: number;
  /** Reached while the file loads, in its setup or in hooks of suites. The effects of the mutant may outlast a turn. */
  atLoad: boolean;
  /** Indices of tests that reach it when they run for the first time. */
  first: number[];
  /** Indices of tests that reach it when repeated in place. */
  again: number[];
  /** The text of the mutant's file is read here. Only file mode shows the effect. */
  reads?: true;
  /** Tests among `first` that do not run the mutant's place, but read the text of its file. */
  readers?: number[];
  /** Only reading the text reaches the mutant. */
  asText?: true;
}

/** A runnable mutant, with results of the clean run. */
export interface RunMutant {
  index: number;
  /** Suffix of the globals of its file. */
  key: string;
  mutant: PlacedMutant;
  /** One entry for each test file that reaches it. */
  reach: Reach[];
  /** Why its survival would prove nothing: a test that is left out reaches it, or might. */
  leftOut?: string;
  /** A test reads the text of its file. */
  inText?: true;
  /** It was not run to its end in time. */
  outOfBudget?: true;
  /** How tests may reach it where it cannot be switched on. */
  outside?: string;
}

/** The project's suite, run without any mutant. */
export interface CleanRun {
  files: RunFile[];
  tests: RunTest[];
  /** First the breaks and probes, then the neutral mutants. */
  mutants: RunMutant[];
  /** Tests that fail without any break, with their first error. */
  red: { file: string; test: string; error: string; hangs?: true }[];
  /** Tests with changing results. The flaky ones are in no other list. */
  unstable: UnstableTest[];
  /** Tests that are left out. */
  leftOut: LeftOutTest[];
  /** Tests that failed in the clean run: what they reach after that is not known. */
  endEarly?: { file: string; test: string }[];
  /** Not every file was run, so a mutant that no test reached may still be covered. */
  interrupted: boolean;
  /** Test files for which there was no time: they may notice what the others do not. */
  notRun?: string[];
}

/** A neutral mutant, and the indices of tests that fail with it although it does not change behaviour. */
export interface Coupling {
  mutant: Mutant;
  tests: number[];
  /** Failure message of the first test. */
  failure?: string;
  /** Tests of several files fail with the same message. So the rewrite is wrong, and not the tests. */
  alike?: true;
}

const known = new WeakMap<readonly RunTest[], ReadonlyMap<string, RunTest>>();

/** The tests of a run, by id. */
export function testsById({ tests }: Pick<CleanRun, 'tests'>): ReadonlyMap<string, RunTest> {
  const before = known.get(tests);
  if (before?.size === tests.length) return before;
  const byId = new Map(tests.map((test) => [test.id, test]));
  known.set(tests, byId);
  return byId;
}
