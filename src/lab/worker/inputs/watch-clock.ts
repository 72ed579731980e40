type Method = (this: unknown, ...args: unknown[]) => unknown;

/** Calls `onTime` whenever code with this global object asks for the time. Call it once for each global object. */
export function watchClock(global: Record<PropertyKey, unknown>, onTime: () => void): void {
  watchDate(global, onTime);
  const { performance, process } = global as { performance?: object; process?: { hrtime?: object } };
  wrap(performance && Object.getPrototypeOf(performance), 'now', onTime);
  wrap(process, 'hrtime', onTime);
}

function watchDate(global: Record<PropertyKey, unknown>, onTime: () => void): void {
  const date = global.Date as DateConstructor;
  wrap(date, 'now', onTime);
  const watched = new Proxy(date, {
    apply: (target, self, args) => {
      onTime();
      return Reflect.apply(target as unknown as Method, self, args) as unknown;
    },
    construct: (target, args, newTarget) => {
      if (args.length === 0) onTime();
      return Reflect.construct(target, args, newTarget) as object;
    },
  });
  // Code compares constructors to tell dates from other objects.
  Object.defineProperty(date.prototype, 'constructor', {
    value: watched,
    writable: true,
    configurable: true,
  });
  Object.defineProperty(global, 'Date', { value: watched, writable: true, configurable: true });
}

function wrap(holder: object | undefined, name: string, onCall: () => void): void {
  const original = holder && (Reflect.get(holder, name) as unknown);
  if (!holder || typeof original !== 'function') return;
  const watched = new Proxy(original as Method, {
    apply: (target, self, args) => {
      onCall();
      return Reflect.apply(target, self, args);
    },
    get: (target, key) => {
      // `process.hrtime.bigint`
      if (key === 'bigint') onCall();
      return Reflect.get(target, key) as unknown;
    },
  });
  Object.defineProperty(holder, name, { value: watched, writable: true, configurable: true });
}
