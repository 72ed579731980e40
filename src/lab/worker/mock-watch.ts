/** A mock of any test runner: the parts about its calls. */
export interface Mock {
  getMockName(): string;
  mock: {
    calls: unknown[][];
    results: { type: string; value?: unknown }[];
    settledResults: { type: string; value?: unknown }[];
  };
}

/** The calls of a mock since it was last cleared. */
export interface Called {
  mock: Mock;
  /** The mock replaces something else. */
  replaces: boolean;
  /** The test decides what the mock returns, not other code. */
  canned: boolean;
  calls: unknown[][];
  /** Of each call, whether the test itself made it. */
  byTest: boolean[];
  /** How many there were before the test. */
  earlier: number;
}

/** Finds out of calls to mocks whether the test itself made them. */
export interface MockWatch {
  /** Of the file that is about to load; undefined to stop. */
  watch(file: string | undefined): void;
  /** A test begins. */
  begin(): void;
  /** All mocks that were called in the test. */
  all(): Iterable<Called>;
  of(value: unknown): Called | undefined;
}
