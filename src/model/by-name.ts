/** An object for names that others give, of files for example: in it `constructor` and `__proto__` are names like any other. */
export function byName<Value>(entries: Iterable<readonly [string, Value]>): Record<string, Value> {
  return Object.assign(Object.create(null), Object.fromEntries(entries));
}

/** The value under a name that somebody else gave; undefined for what every object has. */
export function own<Value>(values: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}
