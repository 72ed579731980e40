import { type Realm, thisRealm } from './realm.ts';

type Constructor = { prototype: object };

const constructors =
  'Object Function Array String Number Boolean Symbol BigInt Promise RegExp Date Map Set WeakMap WeakSet ArrayBuffer Uint8Array URL URLSearchParams Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError';

/** The built-in objects of a realm, which tests may add to. */
export class Language {
  readonly objects: readonly object[];
  /** The members of the objects after the file was loaded. */
  #loaded: Set<PropertyKey>[] = [];

  constructor({ global }: Realm = thisRealm) {
    const known = constructors.split(' ').flatMap((name) => (global[name] ?? []) as Constructor | []);
    const spaces = ['JSON', 'Math', 'Reflect'].map((name) => global[name] as object);
    this.objects = [...known, ...known.map(({ prototype }) => prototype), ...spaces];
  }

  /** Call when the file is loaded. Its additions stay while its tests run. */
  loaded(): void {
    this.#loaded = this.objects.map((object) => new Set(Reflect.ownKeys(object)));
  }

  /** Removes what a test has added. Returns false if something cannot be removed, or is missing. */
  restore(): boolean {
    return this.objects.every((object, index) => {
      const before = this.#loaded[index];
      const now = Reflect.ownKeys(object);
      if (!before || now.length === before.size) return true;
      const isGone = now.every((key) => before.has(key) || Reflect.deleteProperty(object, key));
      return isGone && now.length > before.size;
    });
  }
}
