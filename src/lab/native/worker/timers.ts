const names = [
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'setImmediate',
  'clearImmediate',
  'queueMicrotask',
  'Date',
] as const;

interface Faked {
  clock?: { uninstall?(): void };
}

/** The timers and the clock of this process, as they are before anybody fakes them. */
export class RealTimers {
  readonly #real = new Map(names.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]));

  get areFaked(): boolean {
    return names.some(
      (name) => meaning(Object.getOwnPropertyDescriptor(globalThis, name)) !== meaning(this.#real.get(name)),
    );
  }

  /** Those of sinon also take back what they have put into `node:timers`. */
  restore(): void {
    for (const name of names) {
      const { clock } = Reflect.get(globalThis, name) as Faked;
      clock?.uninstall?.();
    }
    for (const [name, descriptor] of this.#real)
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
  }
}

function meaning(descriptor: PropertyDescriptor | undefined): unknown {
  return descriptor?.value ?? descriptor?.get;
}
