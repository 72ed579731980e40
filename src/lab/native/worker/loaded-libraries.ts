import module from 'node:module';

/** Packages that are to be looked at once a test file is loaded: assertions, mocks, and what draws at random. */
const wanted =
  /[\\/]node_modules[\\/](chai|sinon|should|expect\.js|expect|fast-check|@faker-js[\\/]faker)[\\/](.*[\\/])?(index|main|chai|sinon|sinon-esm|should|fast-check|en|en_US)\.[cm]?js(\?|$)/;

/** Finds the exports of some packages, whichever way a test file has loaded them. */
export class LoadedLibraries {
  /** From before the first test file. */
  readonly #early = new Set<string>();
  readonly #urls = new Set<string>();
  #isOn = false;
  #found: readonly unknown[] = [];

  /** A module was loaded from this address. */
  note(url: string, format: string | null | undefined): void {
    if (format === 'module' && wanted.test(url)) (this.#isOn ? this.#urls : this.#early).add(url);
  }

  /** What is loaded from now on is loaded anew for each test file. */
  begin(): void {
    this.#isOn = true;
  }

  /** A file is about to be loaded. */
  forget(): void {
    this.#urls.clear();
    this.#found = [];
  }

  /** To be called when the file is loaded. */
  async find(): Promise<readonly unknown[]> {
    const { _cache: cache } = module as unknown as {
      _cache: Record<string, { exports: unknown; loaded: boolean }>;
    };
    const required = Object.entries(cache).flatMap(([path, { exports, loaded }]) =>
      loaded && wanted.test(path) ? [exports] : [],
    );
    // What was loaded already is given again.
    const given = (url: string): Promise<unknown> => import(url).catch(() => undefined);
    const imported = await Promise.all([...this.#early, ...this.#urls].map(given));
    this.#found = [...required, ...imported].filter((each) => each !== undefined);
    return this.#found;
  }

  get all(): readonly unknown[] {
    return this.#found;
  }
}
