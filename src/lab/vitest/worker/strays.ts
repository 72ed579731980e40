import { AsyncLocalStorage } from 'node:async_hooks';
import { shorten } from './tasks.ts';
import type { TurnOwner } from './turn.ts';

/** Tells to which turn an error belongs that surfaces outside of any test. */
export class Strays {
  readonly #owners = new AsyncLocalStorage<TurnOwner>();
  readonly #onLate: (owner: TurnOwner | undefined, error: string) => void;
  readonly #isThrownBySource: (error: unknown) => boolean;
  #running: TurnOwner | undefined;

  /** `onLate` hears of errors whose turn is over, or that belong to none. */
  constructor(
    isThrownBySource: (error: unknown) => boolean,
    onLate: (owner: TurnOwner | undefined, error: string) => void,
  ) {
    this.#isThrownBySource = isThrownBySource;
    this.#onLate = onLate;
    for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
      process.removeAllListeners(event);
      process.on(event, (error: unknown) => this.#caught(error));
    }
  }

  /** From here on, what the current chain of calls starts belongs to `owner`. */
  enter(owner: TurnOwner): void {
    this.#running = owner;
    this.#owners.enterWith(owner);
  }

  /** Whose call it is that runs now. */
  get owner(): TurnOwner | undefined {
    return this.#owners.getStore();
  }

  leave(): void {
    this.#running = undefined;
  }

  #caught(error: unknown): void {
    const message = shorten(error instanceof Error ? error.message : String(error));
    const owner = this.#owners.getStore();
    if (owner && owner === this.#running) {
      if (owner.stray === undefined) owner.strayThrown = this.#isThrownBySource(error);
      owner.stray ??= message;
    } else this.#onLate(owner, message);
  }
}
