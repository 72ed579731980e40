/** A test that fails, or a file whose tests do not even start. */
export interface TestFailure {
  /** Path relative to the project root, `/` as separator. */
  file: string;
  /** Full name, suites joined by ` > `; '' for the file itself. */
  test: string;
  /** First line of the message. */
  message: string;
}

/** What the plain test runner says of a source with one break in it. */
export interface Truth {
  /** `unclear`: the tests give different answers to the same source, or are red without any break. */
  outcome: 'noticed' | 'unnoticed' | 'unclear';
  /** What fails with the break. */
  failures: TestFailure[];
  /** The tests do not end with it. */
  outOfTime?: true;
  /** Why it is unclear. */
  why?: string;
}

/** One break of an audit, made in a copy of the source and run with the plain test runner. */
export interface Reproduction extends Truth {
  /** Id of the mutant. */
  mutant: string;
  /** The test files that ran, relative to the project root. */
  testFiles: string[];
  /** The only test that was looked at, if it was not all of them. */
  test?: string;
  /** Ids of tests that notice it, says the audit, and that do not fail here. */
  notFailing?: string[];
  /** Ids of tests on which it depends and that draw at random, where that may be why the audit says something else. */
  drawing?: string[];
  /** Whether the audit says the same; absent where one of both says nothing. */
  agrees?: boolean;
}
