import { AsyncLocalStorage } from 'node:async_hooks';
import { isError } from './origin.ts';
import { shorten } from './shorten.ts';
import type { TurnOwner } from './test-turn.ts';

/** Whether the plain test runner would count an error outside of any test. A promise if the project's own filter decides. */
export type Counts = (error: unknown) => boolean | Promise<boolean>;

interface LateErrorsOptions {
  listeners: { hear(onError: (error: unknown) => void): void };
  counts: Counts;
  isThrownBySource(error: unknown): boolean;
  /** Called for errors whose turn has ended, and for errors without a turn. */
  onLate(owner: TurnOwner | undefined, error: string): void;
}

/** Finds the turn that an error outside of any test belongs to. Errors that the tests listen for themselves are ignored. */
export class LateErrors {
  readonly #owners = new AsyncLocalStorage<TurnOwner>();
  readonly #options: LateErrorsOptions;
  #running: TurnOwner | undefined;
  readonly #asked = new Set<Promise<void>>();

  constructor(options: LateErrorsOptions) {
    this.#options = options;
    options.listeners.hear((error) => this.#caught(error));
  }

  /** From now on, everything that the current chain of calls starts belongs to `owner`. */
  enter(owner: TurnOwner): void {
    this.#running = owner;
    this.#owners.enterWith(owner);
  }

  /** The owner of the current call. */
  get owner(): TurnOwner | undefined {
    return this.#owners.getStore();
  }

  /** Whether the current call belongs to the turn that runs. */
  get isOfThisTurn(): boolean {
    return this.#running !== undefined && this.owner === this.#running;
  }

  leave(): void {
    this.#running = undefined;
  }

  /** Every error so far has been judged. */
  async judged(): Promise<void> {
    await Promise.all(this.#asked);
  }

  #caught(error: unknown): void {
    const owner = this.#owners.getStore();
    const counts = this.#options.counts(error);
    if (counts === true) this.#count(owner, error);
    if (typeof counts === 'boolean') return;
    const asked = counts.then((isCounted) => {
      this.#asked.delete(asked);
      if (isCounted) this.#count(owner, error);
    });
    this.#asked.add(asked);
  }

  #count(owner: TurnOwner | undefined, error: unknown): void {
    const message = shorten(isError(error) ? error.message : String(error));
    if (owner && owner === this.#running) {
      if (owner.lateError === undefined) owner.lateErrorThrown = this.#options.isThrownBySource(error);
      owner.lateError ??= message;
    } else this.#options.onLate(owner, message);
  }
}
