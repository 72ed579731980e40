import module from 'node:module';
import { relativeTo } from '../../../system/paths.ts';
import type { Driver, LoadedFiles, RunnerParts, TestEnd } from '../../worker/driver.ts';
import type { TestFacts } from '../../worker/job-run.ts';
import type { MockWatch } from '../../worker/mock-watch.ts';
import { ProcessLeftovers } from '../../worker/process-leftovers.ts';
import { MockSubjects } from '../../worker/subjects.ts';
import { NativeAssertions } from './assertions.ts';
import type { LoadedLibraries } from './loaded-libraries.ts';
import type { ServedLoads } from './served-loads.ts';
import { RealTimers } from './timers.ts';
import type { TurnErrors } from './turn-errors.ts';

/** What a test runner whose tests Node itself loads has for a test. */
export interface NativeTest extends TestFacts {
  /** How many timers the test runner itself has while its function runs. */
  readonly ownTimers: number;
  readonly errors: TurnErrors;
  readonly end: TestEnd;
}

/** The part of a worker that is the same for all test runners whose tests Node itself loads. */
class NativeDriver implements Driver<NativeTest> {
  readonly #libraries: LoadedLibraries;
  readonly #timers = new RealTimers();
  #current: NativeTest | undefined;

  constructor(libraries: LoadedLibraries) {
    this.#libraries = libraries;
  }

  get ownTimers(): number {
    return this.#current?.ownTimers ?? 0;
  }

  beginLoad(): void {
    if (this.#timers.areFaked) this.#timers.restore();
  }

  isFakingTimers(): boolean {
    return this.#timers.areFaked;
  }

  useRealTimers(): void {
    this.#timers.restore();
  }

  clearMocks(): void {
    for (const library of this.#libraries.all) {
      const { resetHistory, default: own } = library as Sinon & { default?: Sinon };
      if (typeof resetHistory === 'function') resetHistory.call(library);
      else if (typeof own?.resetHistory === 'function') own.resetHistory();
    }
  }

  forgetResult(test: NativeTest): void {
    this.#current = test;
    test.errors.renew();
  }

  resultOf(test: NativeTest): TestEnd {
    return test.end;
  }

  installedModules(): unknown[] {
    const { _cache: cache } = module as unknown as { _cache: Record<string, { exports: unknown }> };
    const required = Object.entries(cache).flatMap(([path, { exports }]) =>
      /[\\/]node_modules[\\/]/.test(path) ? [exports] : [],
    );
    return [...required, ...this.#libraries.all];
  }
}

interface Sinon {
  resetHistory?: () => void;
}

/** Who calls a mock is not followed. */
const unwatched: MockWatch = {
  watch: () => {},
  begin: () => {},
  all: () => [],
  of: () => undefined,
};

/** Which files of the project a test file loads. */
class NativeFiles implements LoadedFiles {
  readonly #root: string;
  readonly #loads: ServedLoads;

  constructor(root: string, loads: ServedLoads) {
    this.#root = root;
    this.#loads = loads;
  }

  look(): void {}

  get count(): number {
    return this.all.length;
  }

  get all(): string[] {
    const { _cache: cache } = module as unknown as { _cache: Record<string, unknown> };
    const required = Object.keys(cache).filter((path) => !/[\\/]node_modules[\\/]/.test(path));
    const own = [...this.#loads.files, ...required].map((path) => relativeTo(this.#root, path));
    return [...new Set(own)].filter((path) => !path.startsWith('..')).sort();
  }
}

export interface NativeParts extends RunnerParts<NativeTest> {
  leftovers: ProcessLeftovers;
  /** Undefined until the session has begun. */
  counter: NativeAssertions | undefined;
}

interface NativePartsOptions {
  root: string;
  sandboxed: boolean;
  /** Folders of the test runner and what it is made of. */
  packages: string[];
  loads: ServedLoads;
  libraries: LoadedLibraries;
  /** Whether an error outside of tests belongs to what runs now, which then fails by it. */
  takes(error: unknown): boolean;
}

/** Compilers, which are loaded once a process: they have no part in what is tested. */
const compilers =
  /[\\/]node_modules[\\/](tsx|ts-node|typescript|esbuild[\w-]*|@esbuild[\w-]*|@swc(-node)?|@babel|sucrase|jiti|tsconfig-paths|ts-mocha|source-map[\w-]*|@cspotcode|pirates|yargs[\w-]*)[\\/]/;

export function nativeParts(options: NativePartsOptions): NativeParts {
  const { root, sandboxed, packages, loads, libraries, takes } = options;
  const leftovers = new ProcessLeftovers({
    ...{ root, sandboxed, packages },
    keeps: (url) => compilers.test(url) || loads.keeps(url),
    objects: [],
    ownGlobals: /^$/,
    errors: { isRunners: () => false, yields: false },
  });
  const parts: NativeParts = {
    driver: new NativeDriver(libraries),
    leftovers,
    errors: {
      listeners: { hear: (onError) => leftovers.listeners.hear((error) => takes(error) || onError(error)) },
      counts: () => true,
    },
    subjects: (texts) => new MockSubjects(unwatched, texts),
    counter: undefined,
    assertions: (onAssertion, isSource) => {
      parts.counter = new NativeAssertions(onAssertion, isSource);
      return parts.counter;
    },
    loadedFiles: () => new NativeFiles(root, loads),
    servesNatively: true,
  };
  return parts;
}
