import assert from 'node:assert';
import { syncBuiltinESMExports } from 'node:module';
import type { Assertions } from '../../model/run.ts';
import type { Assertion } from './driver.ts';
import { callSites, fileOf } from './origin.ts';
import { ownFolder } from './own-folder.ts';

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** Matchers of Vitest, Jest and chai that check whether something throws. */
export const throwing = new Set(
  'toThrow toThrowError toThrowErrorMatchingSnapshot toThrowErrorMatchingInlineSnapshot throw throws Throw'.split(
    ' ',
  ),
);
const nodeThrowing = new Set('throws rejects doesNotThrow doesNotReject'.split(' '));

/** One assertion. */
interface Counted extends Assertion {
  /** It expects an error. */
  throws: boolean;
}

export interface AssertionCountOptions {
  /** Called before each assertion that is counted. */
  onAssertion(assertion: Assertion): void;
  /** Whether the file with this absolute path is code of the project that can be broken. */
  isSource(file: string): boolean;
  isMock(value: unknown): boolean;
}

/** Counts the assertions of a test, and those of `node:assert` by itself. Assertions that a matcher makes are not counted again. */
export class AssertionCount {
  readonly #options: AssertionCountOptions;
  #count: Assertions | undefined;
  /** Matchers that are running now. */
  #depth = 0;

  constructor(options: AssertionCountOptions) {
    this.#options = options;
    this.#watchNode();
  }

  /** An assertion that is made now is counted. */
  get counts(): boolean {
    return this.#count !== undefined && this.#depth === 0;
  }

  begin(): void {
    this.#count = { made: 0, onMocks: 0, throws: 0, notThrows: 0, absences: 0 };
  }

  end(): Assertions | undefined {
    const count = this.#count;
    this.#count = undefined;
    return count;
  }

  /** At least this number were made. */
  atLeast(made: number): void {
    if (this.#count) this.#count.made = Math.max(this.#count.made, made);
  }

  /** Runs a matcher. */
  within<Result>(matcher: () => Result): Result {
    this.#depth++;
    try {
      return matcher();
    } finally {
      this.#depth--;
    }
  }

  add({ throws, ...assertion }: Counted): void {
    if (!this.counts) return;
    this.#options.onAssertion(assertion);
    this.#note({ ...assertion, throws });
  }

  #watchNode(): void {
    for (const holder of [assert, assert.strict] as unknown as Record<string, unknown>[]) {
      for (const [name, value] of Object.entries(holder)) {
        if (typeof value !== 'function' || /^[A-Z]/.test(name) || name === 'strict') continue;
        holder[name] = new Proxy(value as Method, {
          apply: (target, self, args) => {
            const [subject, ...others] = args as unknown[];
            const negated = /not/i.test(name);
            if (this.counts && this.#isByTests()) {
              this.add({ matcher: name, subject, args: others, negated, throws: nodeThrowing.has(name) });
            }
            return Reflect.apply(target, self, args);
          },
        });
      }
    }
    syncBuiltinESMExports();
  }

  /** Assertions in packages and in the code under test are not those of the test. */
  #isByTests(): boolean {
    const caller = callSites(new Error())
      .map(fileOf)
      .find((file) => file !== undefined && !file.startsWith(ownFolder) && !file.startsWith('node:'));
    return caller === undefined || !(/[\\/]node_modules[\\/]/.test(caller) || this.#options.isSource(caller));
  }

  #note({ subject, throws, negated }: Pick<Counted, 'subject' | 'throws' | 'negated'>): void {
    const count = this.#count;
    if (!count) return;
    const onMock = this.#options.isMock(subject);
    count.made++;
    const isAbsent = !throws && (subject === undefined || subject === null);
    if (negated || isAbsent || (onMock && wasNotCalled(subject))) count.absences++;
    if (onMock) count.onMocks++;
    if (throws && !negated) count.throws++;
    if (throws && negated) count.notThrows++;
  }
}

function wasNotCalled(mock: unknown): boolean {
  return (mock as { mock?: { calls?: unknown[] } }).mock?.calls?.length === 0;
}
