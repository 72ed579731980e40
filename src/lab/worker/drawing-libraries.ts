import type { Generator } from './generator.ts';

/** The part of fast-check that is used. */
interface FastCheck {
  configureGlobal(parameters: object): void;
  readConfigureGlobal(): object | undefined;
}

/** The part of a generator of `@faker-js/faker` that is used. */
interface Faker {
  seed(seed?: number): unknown;
  _randomizer?: { next(): number };
}

/**
 * Libraries that draw from seeds of their own: fast-check, whose seed comes from the clock as well, and faker, which is
 * loaded once a process. A project that sets a seed itself keeps it.
 */
export class DrawingLibraries {
  readonly #draw: () => Generator;
  readonly #parameters = new WeakSet<object>();
  /** Whether the project has seeded it since its file was loaded. */
  readonly #fakers = new Map<Faker, { isSeeded: boolean }>();
  #isOurs = false;

  constructor(draw: () => Generator) {
    this.#draw = draw;
  }

  /** @param modules what the modules export that a file has loaded */
  adopt(modules: Iterable<unknown>): void {
    for (const exported of modules) {
      for (const library of candidatesIn(exported)) {
        if (isFastCheck(library)) this.#holdFastCheck(library);
        else if (isFaker(library)) this.#holdFaker(library);
      }
    }
  }

  seed(next: () => number): void {
    this.#isOurs = true;
    for (const [faker, { isSeeded }] of this.#fakers) if (!isSeeded) faker.seed(next());
    this.#isOurs = false;
  }

  /** Call before a file is loaded. A seed that the file sets is its own. */
  forgetSeeds(): void {
    for (const state of this.#fakers.values()) state.isSeeded = false;
  }

  /** Every property reads it again, so that two properties of a test get different numbers. */
  #holdFastCheck(fastCheck: FastCheck): void {
    const before = fastCheck.readConfigureGlobal() ?? {};
    if (this.#parameters.has(before) || 'seed' in before) return;
    const parameters = Object.defineProperty({ ...before }, 'seed', {
      get: () => this.#draw().word() | 0,
      enumerable: true,
    });
    this.#parameters.add(parameters);
    fastCheck.configureGlobal(parameters);
  }

  #holdFaker(faker: Faker): void {
    if (this.#fakers.has(faker)) return;
    const state = { isSeeded: false };
    this.#fakers.set(faker, state);
    const seed = faker.seed.bind(faker);
    faker.seed = (...args) => {
      state.isSeeded ||= !this.#isOurs;
      return seed(...args);
    };
    const randomizer = faker._randomizer;
    const next = randomizer?.next.bind(randomizer);
    if (!randomizer || !next) return;
    randomizer.next = () => {
      if (!state.isSeeded) this.#draw();
      return next();
    };
  }
}

/** A module, and what it exports by the names that these libraries have. */
function candidatesIn(exported: unknown): object[] {
  if (!isObject(exported)) return [];
  const names = Object.keys(exported).filter((name) => /^(default|fc|faker\w*)$/.test(name));
  return [exported, ...names.map((name) => read(exported, name)).filter(isObject)];
}

function isFastCheck(library: object): library is FastCheck {
  return isFunction(library, 'configureGlobal') && isFunction(library, 'readConfigureGlobal');
}

function isFaker(library: object): library is Faker {
  return (
    isFunction(library, 'seed') && isObject(read(library, 'helpers')) && isObject(read(library, 'number'))
  );
}

function isFunction(holder: object, name: string): boolean {
  return typeof read(holder, name) === 'function';
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' || typeof value === 'function') && value !== null;
}

/** A mock of a module throws for members that are not mocked. */
function read(holder: object, name: string): unknown {
  try {
    return name in holder ? Reflect.get(holder, name) : undefined;
  } catch {
    return undefined;
  }
}
