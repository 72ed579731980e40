type Listener = (error: unknown) => void;
type ErrorEvent = (typeof errorEvents)[number];

const errorEvents = ['uncaughtException', 'unhandledRejection'] as const;

// Stored at load, before tests replace them.
const listeners = process.rawListeners.bind(process);
const remove = process.off.bind(process);
const append = process.on.bind(process);
const prepend = process.prependListener.bind(process);

/** The objects of a page on which tests may listen for errors. */
interface PageLike {
  addEventListener?(type: string, listener: unknown, options?: unknown): void;
  removeEventListener?(type: string, listener: unknown, options?: unknown): void;
}

export interface ListenerRules {
  /** Whether the test runner itself listens with it: it is taken away. */
  isRunners(listener: Listener): boolean;
  /** An error that other code listens for does not count. */
  yields: boolean;
}

/**
 * Listeners for errors outside of tests, in this process and on its page. Each file begins with the listeners that a
 * process of its own would have.
 */
export class Listeners {
  readonly #rules: ListenerRules;
  readonly #page: PageLike = globalThis as PageLike;
  /** The replacement of the test runner's own listeners. */
  readonly #own = new Map<ErrorEvent, Listener>();
  /** Listeners from before the first file: of programs that are loaded before the test runner. */
  readonly #lasting = new Map<ErrorEvent, Listener[]>();
  /** The listeners that the first load of each file added. */
  readonly #loads = new Map<string, { made: [ErrorEvent, Listener][]; count: number }>();
  readonly #onPage: Parameters<NonNullable<PageLike['addEventListener']>>[] = [];
  #atLoad = 0;

  constructor(rules: ListenerRules) {
    this.#rules = rules;
  }

  /** Replaces the test runner's own listeners. */
  hear(onError: Listener): void {
    for (const event of errorEvents) {
      const there = listeners(event) as Listener[];
      for (const listener of there.filter(this.#rules.isRunners)) remove(event, listener);
      this.#lasting.set(event, listeners(event) as Listener[]);
      const own = (error: unknown) => {
        if (!this.#rules.yields || listeners(event).length === 1) onError(error);
      };
      this.#own.set(event, own);
      prepend(event as 'uncaughtException', own);
    }
    this.#watchPage();
  }

  /** Resets the listeners to those from before the first file. */
  restore(): void {
    for (const event of errorEvents) {
      const wanted = [...this.#ownOf(event), ...(this.#lasting.get(event) ?? [])];
      const there = listeners(event) as Listener[];
      for (const listener of there.filter((each) => !wanted.includes(each))) remove(event, listener);
      if (there.length < wanted.length || wanted.some((each) => !there.includes(each)))
        this.#install(event, wanted);
    }
    for (const [type, listener, options] of this.#onPage.splice(0))
      this.#page.removeEventListener?.(type, listener, options);
  }

  #install(event: ErrorEvent, wanted: Listener[]): void {
    for (const listener of wanted) {
      remove(event, listener);
      append(event, listener);
    }
  }

  /**
   * Call this when a file is loaded without a mutant. If the first load added a listener and a later one does not, then
   * the listener belongs to a package that is loaded only once in a process. It is added again and stays.
   */
  loaded(file: string): void {
    this.#atLoad = this.#count();
    const loads = this.#loads.get(file);
    if (!loads) {
      this.#loads.set(file, { made: this.#made(), count: 1 });
      return;
    }
    loads.count++;
    const again = this.#made().map(textOf);
    for (const [event, listener] of loads.made) {
      const at = again.indexOf(textOf([event, listener]));
      if (at >= 0) again.splice(at, 1);
      else this.#keep(event, listener);
    }
    this.#atLoad = this.#count();
  }

  /** Whether a load of the file with a mutant has the listeners that a process of its own would have. */
  knows(file: string): boolean {
    const { made, count } = this.#loads.get(file) ?? { made: [], count: 0 };
    return count > (made.length === 0 ? 0 : 1);
  }

  /** A test has left a listener behind, which may change the behaviour of later tests. */
  get leaks(): boolean {
    return this.#count() > this.#atLoad;
  }

  #keep(event: ErrorEvent, listener: Listener): void {
    const lasting = this.#lasting.get(event) ?? [];
    if (lasting.includes(listener)) return;
    this.#lasting.set(event, [...lasting, listener]);
    append(event, listener);
  }

  #made(): [ErrorEvent, Listener][] {
    return errorEvents.flatMap((event) => {
      const known = [...this.#ownOf(event), ...(this.#lasting.get(event) ?? [])];
      return (listeners(event) as Listener[])
        .filter((listener) => !known.includes(listener))
        .map((listener): [ErrorEvent, Listener] => [event, listener]);
    });
  }

  #ownOf(event: ErrorEvent): Listener[] {
    const own = this.#own.get(event);
    return own ? [own] : [];
  }

  #count(): number {
    return errorEvents.reduce((sum, event) => sum + listeners(event).length, this.#onPage.length);
  }

  /** Vitest counts the listeners for errors of the page, and ignores errors while there is one. */
  #watchPage(): void {
    const { addEventListener: add, removeEventListener: take } = this.#page;
    if (!add || !take) return;
    const mine = this.#onPage;
    this.#page.addEventListener = function (this: PageLike, ...args) {
      if (args[0] === 'error') mine.push(args);
      return add.apply(this, args);
    };
    this.#page.removeEventListener = function (this: PageLike, ...args) {
      const at = mine.findIndex(([type, listener]) => type === args[0] && listener === args[1]);
      if (at >= 0) mine.splice(at, 1);
      return take.apply(this, args);
    };
  }
}

/** If a load adds the listener again, it is another function with the same text. */
function textOf([event, listener]: [ErrorEvent, Listener]): string {
  return `${event} ${listener.toString()}`;
}
