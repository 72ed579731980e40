/** What the project's test runner is started with, beyond its own configuration. Paths are relative to the root. */
export interface RunnerSettings {
  configFile?: string | undefined;
  /** Where it looks for tests. */
  dir?: string | undefined;
  mode?: string | undefined;
  environment?: string | undefined;
  globals?: boolean | undefined;
  /** In milliseconds. */
  testTimeout?: number | undefined;
  hookTimeout?: number | undefined;
  retry?: number | undefined;
  /** Of Jest: arguments of the command that decide which tests run and how. */
  arguments?: string[] | undefined;
  /** Variables that it has, and all that it starts. */
  env?: Record<string, string> | undefined;
}

/** The same as arguments of the command. */
export function vitestArguments({ configFile, env: _, arguments: __, ...others }: RunnerSettings): string[] {
  return Object.entries({ config: configFile, ...others }).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [typeof value === 'boolean' ? `--${name}=${value}` : `--${name}`, ...given(value)],
  );
}

function given(value: string | number | boolean): string[] {
  return typeof value === 'boolean' ? [] : [String(value)];
}

/** The same as options of Vitest's `createVitest`. */
export function vitestOptions({
  configFile,
  env: _,
  arguments: __,
  ...others
}: RunnerSettings): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries({ config: configFile, ...others }).filter(([, value]) => value !== undefined),
  );
}
