import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { callSites, fileOf } from './origin.ts';
import { ownFolder } from './own-folder.ts';

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** A text of the project that the test asked for. */
interface Noted {
  name: string;
  text: string;
}

const toText = Function.prototype.toString;
/** Shorter texts are found everywhere. */
const minTextLength = 12;

/** Notices where a test looks at the text of the project's code: a function as text, or a source that it reads. */
export class SourceTexts {
  readonly #prefix: string;
  readonly #sources: ReadonlySet<string>;
  readonly #known = new WeakMap<object, boolean>();
  #file: string | undefined;
  #ofFile: Noted[] = [];
  #ofTest: Noted[] | undefined;

  /**
   * @param prefix of the names that are only in instrumented code
   * @param sources absolute paths
   */
  constructor(prefix: string, sources: readonly string[]) {
    this.#prefix = prefix;
    this.#sources = new Set(sources);
    this.enter(Function.prototype);
    for (const [holder, name] of [
      [fs, 'readFileSync'],
      [fs.promises, 'readFile'],
    ] as const)
      this.#watch(holder, name, (_self, [path]) => this.#sourceAt(path));
    syncBuiltinESMExports();
  }

  /** Also of functions with this prototype. */
  enter(functionPrototype: object): void {
    this.#watch(functionPrototype, 'toString', (self) => {
      if (typeof self === 'function' && this.isSource(self)) return self.name || 'a function';
      return undefined;
    });
  }

  /** Whether a function or class is code of the project that can be broken. */
  isSource(value: object): boolean {
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    const isSource = textOf(value).includes(this.#prefix);
    this.#known.set(value, isSource);
    return isSource;
  }

  /** Call before a file is loaded; undefined to stop. */
  watch(file: string | undefined): void {
    this.#file = file;
    this.#ofFile = [];
    this.#ofTest = undefined;
  }

  begin(): void {
    this.#ofTest = [];
  }

  /** The sources whose text an assertion gets: the whole text, or a match in it. */
  within(subject: unknown): string[] {
    const text = Array.isArray(subject) && 'input' in subject ? subject.input : subject;
    if (typeof text !== 'string' || text.length < minTextLength) return [];
    return this.#noted.filter((each) => text.includes(each.text)).map(({ name }) => name);
  }

  /** The sources whose text the test has read, if an assertion gets a part of it, or a value that may be computed from it. */
  behind(subject: unknown): string[] {
    if (typeof subject === 'boolean' || subject === null) return this.#noted.map(({ name }) => name);
    if (typeof subject !== 'string' || subject === '') return [];
    return this.#noted.filter((each) => each.text.includes(subject)).map(({ name }) => name);
  }

  get #noted(): Noted[] {
    return [...this.#ofFile, ...(this.#ofTest ?? [])];
  }

  #watch(
    holder: object,
    method: string,
    nameOf: (self: unknown, args: unknown[]) => string | undefined,
  ): void {
    const original: unknown = Reflect.get(holder, method);
    if (typeof original !== 'function') return;
    const watched = new Proxy(original as Method, {
      apply: (target, self, args) => {
        const result: unknown = Reflect.apply(target, self, args);
        const name = this.#file === undefined ? undefined : nameOf(self, args);
        if (name !== undefined && this.#isAskedByTest()) this.#note(name, result);
        return result;
      },
    });
    Object.defineProperty(holder, method, {
      ...Object.getOwnPropertyDescriptor(holder, method),
      value: watched,
    });
  }

  #note(name: string, result: unknown): void {
    const list = this.#ofTest ?? this.#ofFile;
    if (result instanceof Promise) {
      result.then(
        (text) => list.push({ name, text: String(text) }),
        () => {},
      );
    } else list.push({ name, text: String(result) });
  }

  #sourceAt(path: unknown): string | undefined {
    try {
      const file =
        path instanceof URL ? fileURLToPath(path) : typeof path === 'string' ? resolve(path) : undefined;
      return file !== undefined && this.#sources.has(file) ? file : undefined;
    } catch {
      return undefined;
    }
  }

  /** Text that a tool reads for a test does not count. */
  #isAskedByTest(): boolean {
    const first = callSites(new Error())
      .map(fileOf)
      .find((file) => file !== undefined && !file.startsWith(ownFolder));
    return first === this.#file;
  }
}

function textOf(value: object): string {
  try {
    return Reflect.apply(toText, value, []) as string;
  } catch {
    return '';
  }
}
