import type { TestKey } from '../../protocol.ts';
import type { Collected } from '../../worker/driver.ts';
import type { Session } from '../../worker/session.ts';
import { messageOf } from '../../worker/shorten.ts';
import type { CircusEvent, CircusState, CircusTest, DescribeBlock, Expect } from './circus.ts';
import { namesOf, runs, testsIn, thrownIn } from './circus.ts';
import { type JestParts, JestTest } from './driver.ts';
import type { Environment } from './environment.ts';
import { hasSnapshots, SnapshotNumbers } from './snapshot-numbers.ts';
import { wrapped } from './test-fn.ts';

const retryTimes = Symbol.for('RETRY_TIMES');
/** Instrumented code is slower, and every turn has its own time limit. */
const minTimeoutMs = 30_000;

/** One load of a test file: follows circus from event to event, and has it repeat tests. */
export class Load {
  readonly #session: Session<JestTest>;
  readonly #parts: JestParts;
  readonly #environment: Environment;
  readonly #path: string;
  readonly #tests = new Map<CircusTest, JestTest>();
  #retries = 0;
  #expect: Expect | undefined;
  #state: CircusState | undefined;
  /** The tests are known. */
  isCollected = false;

  constructor(session: Session<JestTest>, parts: JestParts, environment: Environment, path: string) {
    this.#session = session;
    this.#parts = parts;
    this.#environment = environment;
    this.#path = path;
    environment.handle((event, state) => this.#handle(event, state));
  }

  /** It has registered no test, not even one to be skipped. */
  get isEmpty(): boolean {
    return this.#tests.size === 0;
  }

  /** Why the file failed, tests aside. */
  get error(): string | undefined {
    const [first] = this.#state?.unhandledErrors ?? [];
    // Jest's scheduler says so, in place of a result.
    if (first === undefined && this.isCollected && this.isEmpty)
      return 'Your test suite must contain at least one test.';
    return first === undefined ? undefined : messageOf(thrownIn(first));
  }

  #handle(event: CircusEvent, state: CircusState): void | Promise<void> {
    this.#state = state;
    switch (event.name) {
      case 'setup':
        this.#expect = event.runtimeGlobals?.expect;
        this.#parts.matchers?.enter(this.#environment.realm.global);
        return;
      case 'run_start':
        this.#collect(state);
        return;
      case 'run_describe_start':
        if (event.describeBlock) this.#repeat(event.describeBlock, state);
        return;
      case 'test_fn_success':
      case 'test_fn_failure':
        this.#parts.matchers?.note(this.#expect);
        return;
      case 'test_done':
        return this.#session.finished();
      case 'error':
        this.#heard(event, state);
        return;
    }
  }

  #collect(state: CircusState): void {
    const root = state.rootDescribeBlock;
    this.isCollected = true;
    this.#retries = Number(this.#environment.realm.global[retryTimes] ?? 0) || 0;
    this.#environment.realm.global[retryTimes] = 0;
    state.testTimeout = Math.max(state.testTimeout, minTimeoutMs);
    this.#neverWrite();
    for (const test of testsIn(root)) {
      this.#tests.set(test, new JestTest(test, this.#path, new SnapshotNumbers(() => this.#expect)));
      test.concurrent = false;
    }
    this.#session.collected(collectedIn(root, this.#tests, (name) => hasSnapshots(this.#expect, name)));
    for (const test of this.#tests.keys()) {
      const fn = runs(test, state)
        ? wrapped(test, (run) => this.#session.call(run), this.#failure)
        : undefined;
      if (fn) test.fn = fn;
    }
  }

  readonly #failure = (message: string): unknown => {
    const { Error: RealmError } = this.#environment.realm.global as { Error: ErrorConstructor };
    return new RealmError(message);
  };

  /** Jest 29 also writes a file of snapshots anew when some of them were not asked for. */
  #neverWrite(): void {
    const snapshots = this.#expect?.getState().snapshotState;
    if (snapshots) snapshots.save = () => ({ deleted: false, saved: false });
  }

  /**
   * Has the suite yield each test once a turn: what runs between two of them is outside of all hooks. Others look through
   * the same list, before and after.
   */
  #repeat(block: DescribeBlock, state: CircusState): void {
    const { children } = block;
    const turns = () => this.#turnsOf(children, state);
    state.describeRetryOptions?.delete(block);
    Object.defineProperty(children, Symbol.iterator, {
      configurable: true,
      value: () => {
        Reflect.deleteProperty(children, Symbol.iterator);
        return turns();
      },
    });
  }

  *#turnsOf(children: DescribeBlock['children'], state: CircusState): Generator<CircusTest | DescribeBlock> {
    for (let at = 0; at < children.length; at++) {
      const child = children[at]!;
      const test = child.type === 'test' && runs(child, state) ? this.#tests.get(child) : undefined;
      if (test) yield* this.#turns(test);
      else yield child;
    }
  }

  *#turns(test: JestTest): Generator<CircusTest> {
    const { circus } = test;
    if (test.isForNumbersOnly) {
      yield circus;
      return;
    }
    const turns = this.#session.turnsOf(test);
    let count = 0;
    while (turns?.next()) {
      count++;
      yield circus;
      for (let left = turns.keepsRetries ? this.#retries : 0; left > 0 && circus.errors.length > 0; left--) {
        test.renew(this.#environment);
        yield circus;
      }
    }
    if (count > 0) return;
    // Every test has to have some result.
    circus.mode = 'skip';
    yield circus;
  }

  /** An error that surfaces late does not fail the turn that happens to run. */
  #heard({ error, promise }: CircusEvent, state: CircusState): void {
    if (this.#session.isOfThisTurn) return;
    const test = state.currentlyRunningTest;
    const { unhandledRejectionErrorByPromiseTarget: targets } = state;
    if (promise && targets) targets.get(promise)?.delete(promise);
    else if (!promise || !targets)
      for (const errors of [test?.errors, state.unhandledErrors])
        if (errors?.at(-1) === error) {
          errors?.pop();
          break;
        }
    this.#parts.heard.late(error);
  }
}

function collectedIn(
  root: DescribeBlock,
  tests: ReadonlyMap<CircusTest, JestTest>,
  isNumbered: (name: string) => boolean,
): Collected<JestTest> {
  return {
    keys: keysOf(tests),
    reverse: () => reverse(root),
    keepOnly: (wanted) => {
      const names = new Set<string>();
      // From the last to the first: those before a wanted one of the same name only run for the numbers of their snapshots.
      for (const [circus, test] of [...tests].reverse()) {
        const name = namesOf(circus).join(' ');
        if (wanted(test)) names.add(name);
        else if (names.has(name) && isNumbered(name)) test.isForNumbersOnly = true;
        else circus.mode = 'skip';
      }
    },
  };
}

/** Keys of a file's tests: names from the outermost suite down, ` #n` from the second of a name on. */
function keysOf(tests: ReadonlyMap<CircusTest, JestTest>): Map<JestTest, TestKey> {
  const seen = new Map<string, number>();
  const keys = new Map<JestTest, TestKey>();
  for (const [circus, test] of tests) {
    const name = namesOf(circus).join(' > ');
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    keys.set(test, count === 1 ? name : `${name} #${count}`);
  }
  return keys;
}

/** Tests of one name stay in their order, which numbers their snapshots. */
function reverse({ children }: DescribeBlock): void {
  const inOrder = Map.groupBy(children, ({ type, name }) => `${type} ${name}`);
  children.reverse();
  children.forEach(({ type, name }, at) => {
    const next = inOrder.get(`${type} ${name}`)?.shift();
    if (next) children[at] = next;
  });
  for (const child of children) if (child.type === 'describeBlock') reverse(child);
}
