import { Keys } from '../../native/worker/keys.ts';
import type { NativeTest } from '../../native/worker/parts.ts';
import type { Session } from '../../worker/session.ts';
import { messageOf } from '../../worker/shorten.ts';
import { called, isOnly, TestContext } from './context.ts';
import { NodeTest } from './node-test.ts';
import type { Fn, Registry, Suite, Test } from './registry.ts';

/** One load of a test file: runs what it has registered, and repeats tests. */
export class Load {
  readonly #session: Session<NativeTest>;
  readonly #registry: Registry;
  readonly #path: string;
  readonly #tests = new Map<Test, NodeTest>();
  readonly #keys = new Keys<NativeTest>();
  #interrupt: ((error: unknown) => void) | undefined;
  #onlySome = false;
  /** Of each test that ran: how its last turn ended. */
  readonly states = new Map<string, 'pass' | 'fail' | 'skip'>();
  error: string | undefined;
  isCollected = false;

  constructor(session: Session<NativeTest>, registry: Registry, path: string) {
    this.#session = session;
    this.#registry = registry;
    this.#path = path;
  }

  get isEmpty(): boolean {
    return this.#tests.size === 0;
  }

  fail(error: unknown): void {
    this.error ??= messageOf(error);
  }

  /** Whether an error outside of tests belongs to the function that runs now. */
  takes(error: unknown): boolean {
    if (!this.#interrupt || this.#session.isOfEarlierTurn) return false;
    this.#interrupt(error);
    return true;
  }

  async run(isOnlyAskedFor: boolean): Promise<void> {
    const { root } = this.#registry;
    await settled(root);
    this.#onlySome = isOnlyAskedFor && isOnly(root);
    for (const test of root.tests()) {
      const own = new NodeTest(test, this.#path);
      this.#tests.set(test, own);
      this.#keys.add(own, [...namesOf(test.parent), test.name]);
    }
    this.isCollected = true;
    this.#session.collected({
      keys: this.#keys.all,
      reverse: () => reverse(root),
      keepOnly: (wanted) => {
        for (const [test, own] of this.#tests) test.isWanted = wanted(own);
      },
    });
    await this.#suite(root);
  }

  async #suite(suite: Suite): Promise<void> {
    if (suite.isSkipped || ![...suite.tests()].some((test) => this.#runs(test))) return;
    const context = { name: suite.name };
    try {
      for (const hook of suite.hooks.before) await called(hook, context);
      for (const child of suite.children)
        if (child.type === 'suite') await this.#suite(child);
        else if (this.#runs(child)) await this.#test(child);
    } catch (error) {
      if (!suite.isTodo) this.fail(error);
    }
    try {
      for (const hook of suite.hooks.after) await called(hook, context);
    } catch (error) {
      if (!suite.isTodo) this.fail(error);
    }
  }

  #runs({ isWanted, options, parent }: Test): boolean {
    if (!isWanted || options.skip || parent.isSkipped) return false;
    return !this.#onlySome || options.only === true || parent.path.some((suite) => suite.options.only);
  }

  async #test(test: Test): Promise<void> {
    const own = this.#tests.get(test);
    const turns = own && this.#session.turnsOf(own);
    while (own && turns?.next()) {
      await this.#turn(own);
      const key = this.#keys.all.get(own) ?? '';
      if (!this.states.has(key)) this.states.set(key, own.end.failed ? 'fail' : 'pass');
      await this.#session.finished();
    }
  }

  async #turn(own: NodeTest): Promise<void> {
    const { test } = own;
    const outer = namesOf(test.parent);
    const around = {
      beforeEach: test.parent.path.flatMap(({ hooks }) => hooks.beforeEach),
      afterEach: test.parent.path.reverse().flatMap(({ hooks }) => hooks.afterEach),
    };
    const context = new TestContext(test, outer, this.#path, around);
    const isTodo = () => Boolean(test.options.todo) || test.parent.isTodo || context.isTodo;
    const attempt = async (action: () => Promise<unknown>) => {
      try {
        await action();
        return true;
      } catch (error) {
        if (!isTodo()) own.errors.fail(error);
        return false;
      }
    };
    if (await attempt(() => inTurn(around.beforeEach, context)))
      await attempt(() =>
        this.#session.call(() =>
          this.#interruptible(async () => {
            await called(test.fn, context);
            await context.end();
          }),
        ),
      );
    if (context.isSkipped) this.#session.skipped();
    for (const hook of context.hooks.after) await attempt(() => called(hook, context));
    await attempt(() => inTurn(around.afterEach, context));
    context.mock.restoreAll();
  }

  #interruptible(run: () => Promise<unknown>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#interrupt = reject;
      run().then(resolve, reject);
    }).finally(() => {
      this.#interrupt = undefined;
    });
  }
}

async function inTurn(hooks: readonly Fn[], context: TestContext): Promise<void> {
  for (const hook of hooks) await called(hook, context);
}

/** Functions of suites may be asynchronous. */
async function settled(suite: Suite): Promise<void> {
  await suite.ready;
  for (const child of suite.children) if (child.type === 'suite') await settled(child);
}

function namesOf(suite: Suite): string[] {
  return suite.path.slice(1).map(({ name }) => name);
}

function reverse({ children }: Suite): void {
  children.reverse();
  for (const child of children) if (child.type === 'suite') reverse(child);
}
