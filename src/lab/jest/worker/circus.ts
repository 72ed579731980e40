/** The parts of jest-circus's events and state that the driver uses, the same in 29 and 30. */
export interface CircusTest {
  type: 'test';
  name: string;
  parent: DescribeBlock;
  mode?: 'skip' | 'only' | 'todo' | null;
  fn?: TestFn;
  asyncError?: { stack?: string };
  /** Errors, or pairs of an error and where its test was declared. */
  errors: unknown[];
  retryReasons?: unknown[];
  invocations?: number;
  concurrent?: boolean;
  failing?: boolean;
  /** 30 only. */
  unhandledRejectionErrorByPromise?: Map<unknown, unknown>;
}

export type TestFn = (this: unknown, done?: (reason?: unknown) => void) => unknown;

export interface DescribeBlock {
  type: 'describeBlock';
  name: string;
  parent?: DescribeBlock;
  mode?: string | null;
  children: (CircusTest | DescribeBlock)[];
}

export interface CircusState {
  rootDescribeBlock: DescribeBlock;
  currentlyRunningTest?: CircusTest | null;
  hasFocusedTests: boolean;
  testNamePattern?: RegExp | null;
  testTimeout: number;
  unhandledErrors: unknown[];
  /** 30 only. */
  describeRetryOptions?: WeakMap<DescribeBlock, unknown>;
  unhandledRejectionErrorByPromise?: Map<unknown, unknown>;
  unhandledRejectionErrorByPromiseTarget?: WeakMap<object, Map<unknown, unknown>>;
}

export interface CircusEvent {
  name: string;
  test?: CircusTest;
  describeBlock?: DescribeBlock;
  error?: unknown;
  promise?: object;
  runtimeGlobals?: { expect: Expect };
}

export interface Expect {
  getState(): {
    assertionCalls?: number;
    snapshotState?: {
      clear?(): void;
      save?(): unknown;
      _counters?: Map<string, number>;
      _snapshotData?: object;
    };
  };
}

export function* testsIn(block: DescribeBlock): Generator<CircusTest> {
  for (let at = 0; at < block.children.length; at++) {
    const child = block.children[at]!;
    if (child.type === 'test') yield child;
    else yield* testsIn(child);
  }
}

/** Names from the outermost suite down. */
export function namesOf(test: CircusTest): string[] {
  const names = [test.name];
  for (let block: DescribeBlock | undefined = test.parent; block?.parent; block = block.parent)
    names.unshift(block.name);
  return names;
}

/** Whether circus would run the test, by its own rules. */
export function runs(test: CircusTest, state: CircusState): boolean {
  const { mode, parent } = test;
  if (parent.mode === 'skip' || mode === 'skip' || mode === 'todo') return false;
  if (state.hasFocusedTests && (mode === undefined || mode === null)) return false;
  return state.testNamePattern ? state.testNamePattern.test(namesOf(test).join(' ')) : true;
}

/** What was thrown: circus keeps it alone, or together with where the test was declared. */
export function thrownIn(entry: unknown): unknown {
  return Array.isArray(entry) ? (entry[0] ?? entry[1]) : entry;
}
