/**
 * Gives each file of a worker the process it would have had for itself: environment variables, working
 * directory, globals, listeners and the document are put back to what they were before the first file.
 */
export class Ambient {
  readonly #env = { ...process.env };
  readonly #cwd = process.cwd();
  readonly #globals = new Set(Reflect.ownKeys(globalThis));

  restore(): void {
    this.#restoreEnv();
    if (process.cwd() !== this.#cwd) process.chdir(this.#cwd);
    for (const key of Reflect.ownKeys(globalThis)) {
      if (!this.#globals.has(key) && !isKept(key)) Reflect.deleteProperty(globalThis, key);
    }
    emptyDocument();
  }

  /** Keys that appeared since belong to the worker and stay. */
  keepNewGlobals(): void {
    for (const key of Reflect.ownKeys(globalThis)) this.#globals.add(key);
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
  return typeof key === 'symbol' || /^__(vitest|vite|rc|realcov)|^(expect|chai)$/i.test(key);
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
