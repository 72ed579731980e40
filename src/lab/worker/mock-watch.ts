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
  /** For each call, whether the test itself made it. */
  byTest: boolean[];
  /** The number of calls before the test. */
  earlier: number;
}

/** Finds out whether the test itself called a mock. */
export interface MockWatch {
  /** Call before a file is loaded; undefined to stop. */
  watch(file: string | undefined): void;
  /** A test begins. */
  begin(): void;
  /** All mocks that were called in the test. */
  all(): Iterable<Called>;
  of(value: unknown): Called | undefined;
}
