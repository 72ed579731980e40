/** What Vitest says of the files of a project. Paths are relative to its root, with `/`. */
export interface TestRoles {
  /** Tests and nothing else: of types, benchmarks and tests in a browser too, but no source that holds its own tests. */
  tests: ReadonlySet<string>;
  /** What is loaded for tests: set-up files, environments, configuration. */
  support: ReadonlySet<string>;
  /** What the tests that run load, directly or not, each with the files that it imports itself. */
  imports: ReadonlyMap<string, readonly string[]>;
}
