import type { Subjects } from '../../model/run.ts';
import type { Assertion, SubjectWatch } from './driver.ts';
import type { MockWatch } from './mock-watch.ts';
import type { SourceTexts } from './source-texts.ts';
import { toldByTest } from './told-to-mocks.ts';

/** Matchers that only check existence or type, and those that do so with `not`. */
const existence = /^(toBeDefined|toBeTruthy|toBeTypeOf|toBeInstanceOf|instanceof|instanceOf|ok|a|an)$/;
const negatedExistence = /^(toBeUndefined|toBeNull|toBeFalsy|toBeNullable)$/;
const equality = /^(toBe|toEqual|toStrictEqual|equal|equals|eq|eql|deepEqual|strictEqual|deepStrictEqual)$/;

/** Looks at the subjects of a test's assertions: some subjects show that an assertion cannot fail. */
export class MockSubjects implements SubjectWatch {
  readonly #mocks: MockWatch;
  readonly #texts: SourceTexts;
  #seen: Subjects | undefined;
  #made = 0;

  constructor(mocks: MockWatch, texts: SourceTexts) {
    this.#texts = texts;
    this.#mocks = mocks;
  }

  /** Call before a file is loaded; undefined to stop. */
  watch(file: string | undefined): void {
    this.#mocks.watch(file);
    this.#texts.watch(file);
  }

  begin(): void {
    this.#made = 0;
    this.#seen = { echoes: 0, sure: 0, existence: 0, inherits: 0, names: [], texts: [], derived: [] };
    this.#mocks.begin();
    this.#texts.begin();
  }

  end(): Subjects | undefined {
    const seen = this.#seen;
    this.#seen = undefined;
    return seen && isTelling(seen) ? seen : undefined;
  }

  see(assertion: Assertion): void {
    const seen = this.#seen;
    if (!seen) return;
    const before = this.#made++;
    add(seen.texts, this.#texts.within(assertion.subject));
    add(seen.derived, this.#texts.behind(assertion.subject));
    // One assertion about something else is enough.
    const told =
      seen.echoes === before ? toldByTest(assertion.matcher, assertion.subject, this.#mocks) : undefined;
    if (told) {
      seen.echoes++;
      if (told.sure) seen.sure++;
      add(seen.names, told.names);
    }
    if (seen.existence === before) this.#exists(seen, assertion);
  }

  #exists(seen: Subjects, { matcher, subject, args, negated }: Assertion): void {
    if (subject === 'function' && equality.test(matcher) && args[0] === subject && !negated) {
      seen.existence++;
      return;
    }
    if (!(negated ? negatedExistence : existence).test(matcher)) return;
    if (isModule(subject) && !/^(toBeI|i)nstance/.test(matcher)) {
      seen.existence++;
      return;
    }
    const source = typeof subject === 'function' ? subject : classOf(subject);
    if (!source || !this.#texts.isSource(source)) return;
    const isKinship = /^(toBeI|i)nstance/.test(matcher);
    if (isKinship && (source === subject ? !isFunctionClass(args[0]) : args[0] !== source)) {
      seen.inherits++;
      return;
    }
    seen.existence++;
    add(seen.names, [source.name]);
  }
}

function isTelling({ echoes, existence: there, inherits, texts, derived }: Subjects): boolean {
  return echoes > 0 || there > 0 || inherits > 0 || texts.length > 0 || derived.length > 0;
}

function add(names: string[], more: string[]): void {
  for (const name of more) if (name !== '' && !names.includes(name)) names.push(name);
}

/** The result of `import(…)`, which always exists; also if it was compiled to `require`. */
function isModule(value: unknown): boolean {
  if (Object.prototype.toString.call(value) === '[object Module]') return true;
  return typeof value === 'object' && value !== null && Object.hasOwn(value, '__esModule');
}

/** The class `Function` of any realm. */
function isFunctionClass(value: unknown): boolean {
  return typeof value === 'function' && typeof value.prototype === 'function';
}

/** The class of an object, if it has one of its own. */
function classOf(value: unknown): { name: string } | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const made: unknown = Object.getPrototypeOf(value)?.constructor;
  return typeof made === 'function' && made !== Object ? made : undefined;
}
