import type { Driver, RunnerParts, TestEnd } from '../../worker/driver.ts';
import { isError } from '../../worker/origin.ts';
import { messageOf } from '../../worker/shorten.ts';
import { MockSubjects } from '../../worker/subjects.ts';
import { MatcherCalls } from './assertions.ts';
import { type CircusTest, thrownIn } from './circus.ts';
import type { Environment } from './environment.ts';
import { CoreLeftovers } from './leftovers.ts';
import { TransformedFiles } from './loaded-files.ts';
import { JestMockCalls } from './mock-calls.ts';
import type { SnapshotNumbers } from './snapshot-numbers.ts';

/** Where a test was declared, without its stack until that is asked for. */
export class JestTest {
  readonly circus: CircusTest;
  readonly fails: boolean;
  readonly #file: string;
  readonly #snapshots: Pick<SnapshotNumbers, 'begin'>;
  /** Errors from before its first turn: those of a `beforeAll`. */
  readonly #earlier: unknown[] = [];
  /** How many calls of mocks there were before its first turn. */
  #mockCalls: number | undefined;
  #begun = false;
  /** It runs before another one of its name, and is not looked at. */
  isForNumbersOnly = false;

  constructor(circus: CircusTest, file: string, snapshots: Pick<SnapshotNumbers, 'begin'>) {
    this.circus = circus;
    this.fails = circus.failing === true;
    this.#file = file;
    this.#snapshots = snapshots;
  }

  get location(): { line: number } | undefined {
    const lines = (this.circus.asyncError?.stack ?? '').split('\n');
    const own = lines.find((each) => each.includes(this.#file));
    const [, line] = /:(\d+):\d+\)?$/.exec(own ?? '') ?? [];
    return line === undefined ? undefined : { line: Number(line) };
  }

  /** Before each turn. */
  renew(environment: Environment | undefined): void {
    const { circus } = this;
    if (!this.#begun) {
      this.#earlier.push(...circus.errors);
      this.#mockCalls = environment?.mockCalls;
    }
    environment?.countMockCallsFrom(this.#mockCalls);
    this.#snapshots.begin();
    this.#begun = true;
    circus.errors = [...this.#earlier];
    if (circus.retryReasons) circus.retryReasons = [];
    circus.invocations = 0;
    circus.unhandledRejectionErrorByPromise?.clear();
  }

  get end(): TestEnd {
    const { errors } = this.circus;
    const first = thrownIn(errors[0]);
    return {
      failed: errors.length > 0,
      error: errors.length > 0 ? messageOf(first) : undefined,
      first: isError(first) ? first : undefined,
      timedOut: errors.some((error) => /^Exceeded timeout of /.test(messageOf(thrownIn(error)))),
    };
  }
}

/** Jest's part of a worker. What belongs to one load of a file comes and goes with its environment. */
export class JestDriver implements Driver<JestTest> {
  /** Circus's own time limit of the function. */
  readonly ownTimers = 1;
  environment: Environment | undefined;

  beginLoad(): void {
    this.environment = undefined;
  }

  isFakingTimers(): boolean {
    return this.environment?.isFakingTimers === true;
  }

  useRealTimers(): void {
    this.environment?.useRealTimers();
  }

  clearMocks(): void {
    this.environment?.clearMocks();
  }

  forgetResult(test: JestTest): void {
    test.renew(this.environment);
  }

  resultOf(test: JestTest): TestEnd {
    return test.end;
  }

  installedModules(): unknown[] {
    return this.environment?.installedModules() ?? [];
  }
}

/** Errors outside of tests, which circus hears of. */
export class HeardErrors {
  #hears: (error: unknown) => void = () => {};

  hear(onError: (error: unknown) => void): void {
    this.#hears = onError;
    // Between two files, circus does not listen.
    for (const event of ['uncaughtException', 'unhandledRejection'] as const) process.on(event, onError);
  }

  /** An error of a turn that has ended, or of none. */
  late(error: unknown): void {
    this.#hears(error);
  }
}

export interface JestParts extends RunnerParts<JestTest> {
  driver: JestDriver;
  leftovers: CoreLeftovers;
  files: TransformedFiles;
  heard: HeardErrors;
  /** Undefined until the session has begun. */
  matchers: MatcherCalls | undefined;
  mocks: JestMockCalls | undefined;
}

export function jestParts(root: string): JestParts {
  const heard = new HeardErrors();
  const files = new TransformedFiles(root);
  const parts: JestParts = {
    driver: new JestDriver(),
    leftovers: new CoreLeftovers(),
    files,
    heard,
    matchers: undefined,
    mocks: undefined,
    errors: { listeners: heard, counts: () => true },
    subjects: (texts) => {
      parts.mocks = new JestMockCalls((value) => texts.isSource(value));
      return new MockSubjects(parts.mocks, texts);
    },
    assertions: (onAssertion, isSource) => {
      parts.matchers = new MatcherCalls(onAssertion, isSource);
      return parts.matchers;
    },
    loadedFiles: () => files,
  };
  return parts;
}
