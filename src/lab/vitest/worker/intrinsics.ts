/**
 * Watches the objects of the language itself. A mutant that installs something on `Object.prototype` changes
 * every file that runs in this process afterwards, and no module graph reset takes that back.
 */
export class Intrinsics {
  readonly #objects = watched();
  #keys: PropertyKey[][] = [];

  constructor() {
    this.learn();
  }

  /** What is there now belongs there: polyfills of packages that are loaded once a process. */
  learn(): void {
    this.#keys = this.#objects.map((object) => Reflect.ownKeys(object));
  }

  /** Takes away what was added since; false if something cannot be, or is missing. */
  restore(): boolean {
    return this.#objects.every((object, index) => {
      const before = this.#keys[index] ?? [];
      const now = Reflect.ownKeys(object);
      if (now.length === before.length) return true;
      const kept = new Set(before);
      return (
        now.every((key) => kept.has(key) || Reflect.deleteProperty(object, key)) && now.length > before.length
      );
    });
  }
}

function watched(): object[] {
  const constructors = [
    ...[Object, Function, Array, String, Number, Boolean, Symbol, BigInt, Promise, RegExp, Date, Map, Set],
    ...[WeakMap, WeakSet, ArrayBuffer, Uint8Array, URL, URLSearchParams],
    ...[Error, AggregateError, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError],
  ];
  return [...constructors, ...constructors.map(({ prototype }) => prototype as object), JSON, Math, Reflect];
}
