import module, { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

interface Resolved {
  url: string;
  format?: string | null;
}

type Resolve = (
  specifier: string,
  context: { parentURL?: string; conditions?: string[] },
  next: (specifier: string, context: object) => Resolved,
) => Resolved;

/** `registerHooks` is there since Node 22.15. */
const { registerHooks, _load: load } = module as unknown as {
  registerHooks?(hooks: { resolve: Resolve }): void;
  _load(request: string, parent: object): unknown;
};
const { cache } = createRequire(import.meta.url);
const ownFolder = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const mark = 'realcov-load=';

/**
 * Has Node load packages anew with each load of a test file, as a process of its own would: what they register when they
 * are imported is there again, and what they kept is gone. Vitest and what it is made of stay, as its tests talk to it.
 */
export class Packages {
  /** Beginnings of the addresses of modules that stay loaded. */
  readonly #kept: string[];
  readonly #keeps: (url: string) => boolean;
  readonly #required = new Set(Object.keys(cache));
  /** The modules that others required, by folder. */
  #requests = new Map<string, Set<string>>();
  #load = 0;
  #used = false;
  #forgets = false;

  /**
   * @param kept folders of packages, absolute
   * @param keeps whether what has this address stays as well
   */
  constructor(kept: string[], keeps: (url: string) => boolean = () => false) {
    this.#keeps = keeps;
    this.#kept = [...kept, ownFolder].map((folder) => pathToFileURL(folder + sep).href);
    registerHooks?.({ resolve: (...args) => this.#resolve(...args) });
  }

  /** From now on, imported packages are loaded again. Returns false if this Node cannot do that. */
  renew(): boolean {
    for (const path of this.#requiredSince()) Reflect.deleteProperty(cache, path);
    this.#forgetRequests();
    this.#load++;
    this.#used = false;
    return registerHooks !== undefined;
  }

  /** Whether any package was loaded since. */
  get used(): boolean {
    return this.#used || this.#requiredSince().length > 0;
  }

  /** Native code can be loaded only once in a process. */
  #requiredSince(): string[] {
    return Object.keys(cache).filter(
      (path) =>
        !this.#required.has(path) && !path.endsWith('.node') && !this.#keeps(pathToFileURL(path).href),
    );
  }

  /**
   * Node remembers what was required from which folder, and takes a module that is only about to be imported for one
   * that is loaded already. It forgets that when it does not find it in its cache.
   */
  #forgetRequests(): void {
    this.#forgets = true;
    for (const [path, requests] of this.#requests) {
      for (const request of requests) {
        try {
          load(request, { id: path, path, filename: path, paths: [], children: [] });
        } catch {
          // It is not in the cache, and `#resolve` refuses to load it.
        }
      }
    }
    this.#requests.clear();
    this.#forgets = false;
  }

  readonly #resolve: Resolve = (specifier, context, next) => {
    if (this.#forgets) throw new Error('realcov: not to be loaded');
    const resolved = next(specifier, context);
    const { url } = resolved;
    if (!url.startsWith('file:') || this.#isKept(url) || !this.#isWanted(specifier, context)) return resolved;
    this.#used = true;
    if (context.conditions?.includes('require') && context.parentURL?.startsWith('file:')) {
      const folder = dirname(fileURLToPath(context.parentURL));
      this.#requests.set(folder, (this.#requests.get(folder) ?? new Set()).add(specifier));
    }
    // The first load in a process stays as it is without realcov. Required modules have no address of their own.
    if (this.#load < 2 || url.includes(mark) || !context.conditions?.includes('import')) return resolved;
    return { ...resolved, url: `${url}${url.includes('?') ? '&' : '?'}${mark}${this.#load}` };
  };

  /** Vitest imports the modules of a test file by path, and its own modules by name. */
  #isWanted(specifier: string, { parentURL = '' }: { parentURL?: string }): boolean {
    return !this.#isKept(parentURL) || /^(file:|\/|[a-z]:[\\/])/i.test(specifier);
  }

  #isKept(url: string): boolean {
    return this.#kept.some((folder) => url.startsWith(folder)) || this.#keeps(url);
  }
}
