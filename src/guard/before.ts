/** Adds a check to a method. If the check returns an error, the method is not called. */
export function before(
  holder: object | undefined,
  name: string,
  check: (args: readonly unknown[], self: unknown) => Error | undefined,
  refuse: (args: readonly unknown[], error: Error) => unknown = fail,
): void {
  if (holder === undefined) return;
  const methods = holder as Record<string, unknown>;
  const original = methods[name];
  if (typeof original !== 'function') return;
  methods[name] = new Proxy(original, {
    apply: (target, self, args: unknown[]) => {
      const error = check(args, self);
      return error ? refuse(args, error) : Reflect.apply(target, self, args);
    },
  });
}

function fail(_: readonly unknown[], error: Error): never {
  throw error;
}
