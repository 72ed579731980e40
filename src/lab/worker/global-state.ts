/**
 * Resets the process before each file, as if the file had a process of its own: environment variables, working directory,
 * globals, listeners and the document.
 */
export class GlobalState {
  readonly #ownGlobals: RegExp;
  readonly #env = { ...process.env };
  readonly #cwd = process.cwd();
  readonly #globals = new Set(Reflect.ownKeys(globalThis));
  /** How often each file was loaded, and the globals that its first load added. */
  readonly #loads = new Map<string, { made: (string | symbol)[]; count: number }>();
  /** The last values of globals that were removed. */
  readonly #removed = new Map<string | symbol, PropertyDescriptor>();

  /** @param ownGlobals names of globals that the test runner adds once in a worker, on first use */
  constructor(ownGlobals: RegExp) {
    this.#ownGlobals = ownGlobals;
  }

  restore(): void {
    this.#restoreEnv();
    if (process.cwd() !== this.#cwd) process.chdir(this.#cwd);
    for (const key of this.#newGlobals()) {
      const descriptor = Reflect.getOwnPropertyDescriptor(globalThis, key);
      if (descriptor && Reflect.deleteProperty(globalThis, key)) this.#removed.set(key, descriptor);
    }
    emptyDocument();
  }

  /**
   * Call this when a file is loaded without a mutant. If the first load added a global and a later one does not, then the
   * global belongs to a package that is loaded only once in a process. It is added again and stays.
   */
  loaded(file: string): void {
    const loads = this.#loads.get(file);
    if (!loads) {
      this.#loads.set(file, { made: this.#newGlobals(), count: 1 });
      return;
    }
    loads.count++;
    for (const key of loads.made) {
      const descriptor = this.#removed.get(key);
      if (key in globalThis || !descriptor) continue;
      Object.defineProperty(globalThis, key, descriptor);
      this.#globals.add(key);
    }
  }

  /** Whether results of a load with a mutant can be trusted although such a package is loaded only once. */
  knows(file: string): boolean {
    const { made, count } = this.#loads.get(file) ?? { made: [], count: 0 };
    return count > (made.length === 0 ? 0 : 1);
  }

  #newGlobals(): (string | symbol)[] {
    return Reflect.ownKeys(globalThis).filter((key) => !this.#globals.has(key) && !this.#isKept(key));
  }

  #isKept(key: string | symbol): boolean {
    if (typeof key === 'symbol') return /vitest|jest|expect|matchers|realcov/i.test(key.description ?? '');
    return /^__realcov/.test(key) || this.#ownGlobals.test(key);
  }

  #restoreEnv(): void {
    for (const key of Object.keys(process.env)) {
      if (!(key in this.#env)) Reflect.deleteProperty(process.env, key);
    }
    for (const [key, value] of Object.entries(this.#env)) {
      if (process.env[key] !== value) process.env[key] = value;
    }
  }
}

interface PageLike {
  document?: { body?: { innerHTML: string }; head?: { innerHTML: string } };
  localStorage?: { clear(): void };
  sessionStorage?: { clear(): void };
}

function emptyDocument(): void {
  const page = globalThis as unknown as PageLike;
  if (!('document' in globalThis) || !page.document) return;
  if (page.document.body) page.document.body.innerHTML = '';
  if (page.document.head) page.document.head.innerHTML = '';
  try {
    page.localStorage?.clear();
    page.sessionStorage?.clear();
  } catch {
    // A document without an origin has no storage, and throws.
  }
}
