/**
 * Gives each file of a worker the process it would have had for itself: environment variables, working
 * directory, globals, listeners and the document are put back to what they were before the first file.
 */
export class GlobalState {
  readonly #env = { ...process.env };
  readonly #cwd = process.cwd();
  readonly #globals = new Set(Reflect.ownKeys(globalThis));
  /** How often each file was loaded, and the globals that its first load made. */
  readonly #loads = new Map<string, { made: (string | symbol)[]; count: number }>();
  /** What new globals were when they were last taken away. */
  readonly #removed = new Map<string | symbol, PropertyDescriptor>();

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
   * Called when a file is loaded without a mutant. A global that its first load made, and a later one does not
   * make again, comes from a package that is loaded once a process: it is given back, and stays from now on.
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

  /** Whether a mutant's load of the file can be told from one that lacks such a package. */
  knows(file: string): boolean {
    const { made, count } = this.#loads.get(file) ?? { made: [], count: 0 };
    return count > (made.length === 0 ? 0 : 1);
  }

  #newGlobals(): (string | symbol)[] {
    return Reflect.ownKeys(globalThis).filter((key) => !this.#globals.has(key) && !isKept(key));
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

/** Vitest's and our own globals are made once a worker, on first use. */
function isKept(key: string | symbol): boolean {
  if (typeof key === 'symbol') return /vitest|jest|expect|matchers/i.test(key.description ?? '');
  return /^__(vitest|vite|rc|realcov)|^(expect|chai)$/i.test(key);
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
    // A document without an origin has no storage, and says so by throwing.
  }
}
