interface Watched {
  object: object;
  own: Map<PropertyKey, PropertyDescriptor>;
  /** These may be added and changed at any time. */
  isLoose(key: PropertyKey): boolean;
}

function watchedOf(object: object, isLoose: Watched['isLoose']): Watched {
  return { object, own: ownProperties(object), isLoose };
}

function ownProperties(object: object): Map<PropertyKey, PropertyDescriptor> {
  return new Map(
    Reflect.ownKeys(object).map((key) => [key, Reflect.getOwnPropertyDescriptor(object, key) ?? {}]),
  );
}

function putBack({ object, own, isLoose }: Watched): boolean {
  let isBack = true;
  for (const key of Reflect.ownKeys(object)) {
    if (!own.has(key) && !isLoose(key)) isBack = Reflect.deleteProperty(object, key) && isBack;
  }
  for (const [key, before] of own) {
    if (isLoose(key) || isSame(before, Reflect.getOwnPropertyDescriptor(object, key))) continue;
    isBack = Reflect.defineProperty(object, key, before) && isBack;
  }
  return isBack;
}

function isSame(one: PropertyDescriptor, other: PropertyDescriptor | undefined): boolean {
  return (
    other !== undefined &&
    Object.is(one.value, other.value) &&
    one.get === other.get &&
    one.set === other.set &&
    one.writable === other.writable &&
    one.enumerable === other.enumerable
  );
}

const never = () => false;

/** Objects that are reset to an earlier state. */
export class KeptObjects {
  readonly #watched: Watched[];

  constructor(objects: readonly object[]) {
    this.#watched = objects.map((object) => watchedOf(object, never));
  }

  /** Members for which `isLoose` holds may be added and changed at any time. */
  add(object: object, isLoose: (key: PropertyKey) => boolean): void {
    this.#watched.push(watchedOf(object, isLoose));
  }

  /** Takes the present state as the one to reset to. */
  learn(): void {
    for (const watched of this.#watched) watched.own = ownProperties(watched.object);
  }

  /** Undoes all changes and additions. Returns false if something cannot be undone. */
  restore(): boolean {
    return this.#watched.map(putBack).every(Boolean);
  }
}
