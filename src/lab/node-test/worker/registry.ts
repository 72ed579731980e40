/** What a test file registers with `node:test`: suites, tests and hooks, to be run by the worker. */
export type Fn = (this: unknown, context: unknown, done?: (error?: unknown) => void) => unknown;

export interface Options {
  skip?: boolean | string;
  todo?: boolean | string;
  only?: boolean;
  timeout?: number;
  plan?: number;
  signal?: AbortSignal;
}

export type HookKind = 'before' | 'after' | 'beforeEach' | 'afterEach';

export interface Test {
  type: 'test';
  name: string;
  fn: Fn;
  options: Options;
  parent: Suite;
  /** Where it was declared. */
  stack: string;
  isWanted: boolean;
}

export class Suite {
  readonly type = 'suite';
  readonly name: string;
  readonly options: Options;
  readonly parent: Suite | undefined;
  readonly children: (Test | Suite)[] = [];
  readonly hooks: Record<HookKind, Fn[]> = { before: [], after: [], beforeEach: [], afterEach: [] };
  /** Its function, if it has to be waited for. */
  ready: Promise<unknown> | undefined;

  constructor(name: string, options: Options, parent: Suite | undefined) {
    this.name = name;
    this.options = options;
    this.parent = parent;
  }

  /** From the outermost down. */
  get path(): Suite[] {
    return [...(this.parent?.path ?? []), this];
  }

  *tests(): Generator<Test> {
    for (const child of this.children) {
      if (child.type === 'test') yield child;
      else yield* child.tests();
    }
  }

  get isSkipped(): boolean {
    return Boolean(this.options.skip) || this.parent?.isSkipped === true;
  }

  get isTodo(): boolean {
    return Boolean(this.options.todo) || this.parent?.isTodo === true;
  }
}

type Given = [name?: unknown, options?: unknown, fn?: unknown];

/** The current load of a test file. */
export class Registry {
  root = new Suite('', {}, undefined);
  #current: Suite = this.root;
  /** A test is declared while another one runs. */
  onLateTest: ((test: Test) => unknown) | undefined;

  clear(): void {
    this.root = new Suite('', {}, undefined);
    this.#current = this.root;
  }

  suite(given: Given, more: Options = {}): Promise<void> {
    const { name, options, fn } = read(given);
    const suite = new Suite(name, { ...options, ...more }, this.#current);
    this.#current.children.push(suite);
    const before = this.#current;
    this.#current = suite;
    try {
      const value = suite.isSkipped
        ? undefined
        : fn.call(undefined, { name, signal: new AbortController().signal });
      if (typeof (value as { then?: unknown } | null | undefined)?.then === 'function')
        suite.ready = value as Promise<unknown>;
    } finally {
      this.#current = before;
    }
    return Promise.resolve();
  }

  test(given: Given, more: Options = {}): unknown {
    const { name, options, fn } = read(given);
    const test: Test = {
      type: 'test',
      name,
      fn,
      options: { ...options, ...more },
      parent: this.#current,
      stack: new Error().stack ?? '',
      isWanted: true,
    };
    if (this.onLateTest) return this.onLateTest(test);
    this.#current.children.push(test);
    return Promise.resolve();
  }

  hook(kind: HookKind, fn: Fn): void {
    this.#current.hooks[kind].push(fn);
  }
}

const nothing: Fn = () => {};

export function read(given: Given): { name: string; options: Options; fn: Fn } {
  const fn = given.find((each): each is Fn => typeof each === 'function') ?? nothing;
  const options = given.find((each): each is Options => typeof each === 'object' && each !== null) ?? {};
  const name = typeof given[0] === 'string' ? given[0] : fn.name || '<anonymous>';
  return { name, options, fn };
}
