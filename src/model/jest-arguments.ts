type Kind = 'string' | 'boolean' | 'list';

/** Arguments of the `jest` command that decide which tests run and how. */
const kept: Record<string, Kind> = {
  config: 'string',
  rootDir: 'string',
  roots: 'list',
  projects: 'list',
  selectProjects: 'list',
  ignoreProjects: 'list',
  env: 'string',
  testEnvironment: 'string',
  testEnvironmentOptions: 'string',
  testMatch: 'list',
  testRegex: 'list',
  testPathIgnorePatterns: 'list',
  testPathPattern: 'list',
  testPathPatterns: 'list',
  testNamePattern: 'string',
  setupFiles: 'list',
  setupFilesAfterEnv: 'list',
  preset: 'string',
  testTimeout: 'string',
  color: 'boolean',
  colors: 'boolean',
  injectGlobals: 'boolean',
  clearMocks: 'boolean',
  resetMocks: 'boolean',
  resetModules: 'boolean',
  restoreMocks: 'boolean',
};

/** Others that take values, which must not be taken for names of tests. All that is not here takes none. */
const leftOut: Record<string, Kind> = {
  cacheDirectory: 'string',
  changedSince: 'string',
  collectCoverageFrom: 'list',
  coverageDirectory: 'string',
  coveragePathIgnorePatterns: 'list',
  coverageProvider: 'string',
  coverageReporters: 'list',
  coverageThreshold: 'string',
  filter: 'string',
  globalSetup: 'string',
  globalTeardown: 'string',
  globals: 'string',
  maxConcurrency: 'string',
  maxWorkers: 'string',
  notifyMode: 'string',
  openHandlesTimeout: 'string',
  outputFile: 'string',
  reporters: 'list',
  seed: 'string',
  shard: 'string',
  testResultsProcessor: 'string',
  testRunner: 'string',
  testSequencer: 'string',
  workerIdleMemoryLimit: 'string',
};

const short: Record<string, string> = { c: 'config', t: 'testNamePattern', w: 'maxWorkers' };

/** The arguments by their names, and the names of tests. */
export interface JestArguments {
  options: Record<string, string | boolean | string[]>;
  patterns: string[];
}

/** Reads the words that come after `jest`, as far as they decide which tests run and how. */
export function readJestArguments(words: readonly string[]): JestArguments {
  const read: JestArguments = { options: {}, patterns: [] };
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    const [, dashes = '', given = '', value] = /^(--?)([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (dashes === '') {
      if (word !== '') read.patterns.push(word);
      continue;
    }
    const { name, isOn } = nameOf(dashes === '-' ? (short[given] ?? given) : given);
    const kind = kept[name] ?? leftOut[name] ?? 'boolean';
    const values = value === undefined ? valuesOf(kind, words.slice(at + 1)) : [value];
    if (value === undefined) at += values.length;
    if (kept[name]) put(read.options, name, kind, values, isOn);
  }
  return read;
}

/** `--no-color`, `--test-timeout` */
function nameOf(given: string): { name: string; isOn: boolean } {
  const isOn = !given.startsWith('no-');
  const name = (isOn ? given : given.slice(3)).replaceAll(/-([a-z])/g, (_, letter: string) =>
    letter.toUpperCase(),
  );
  return { name, isOn };
}

function valuesOf(kind: Kind, rest: readonly string[]): string[] {
  if (kind === 'boolean') return rest[0] === 'true' || rest[0] === 'false' ? [rest[0]] : [];
  const end = rest.findIndex((word) => word.startsWith('-'));
  const words = end < 0 ? rest : rest.slice(0, end);
  return words.slice(0, kind === 'list' ? words.length : 1);
}

function put(
  options: JestArguments['options'],
  name: string,
  kind: Kind,
  values: readonly string[],
  isOn: boolean,
): void {
  if (kind === 'boolean') options[name] = isOn && values[0] !== 'false';
  else if (kind === 'string' && values[0] !== undefined) options[name] = values[0];
  else if (kind === 'list') options[name] = [...((options[name] as string[] | undefined) ?? []), ...values];
}

/** The same as words for the command, the names of tests last. */
export function jestArguments({ options, patterns }: JestArguments): string[] {
  const words = Object.entries(options).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((each) => `--${name}=${each}`),
  );
  return [...words, ...patterns];
}

/** The same as Jest's `readConfigs` takes it. */
export function jestArgv(words: readonly string[], major: number): Record<string, unknown> {
  const { options, patterns } = readJestArguments(words);
  const { testTimeout, testPathPattern = [], testPathPatterns = [], ...others } = options;
  const paths = [...patterns, ...(testPathPattern as string[]), ...(testPathPatterns as string[])];
  const key = major >= 30 ? 'testPathPatterns' : 'testPathPattern';
  return {
    ...others,
    ...(testTimeout !== undefined && { testTimeout: Number(testTimeout) }),
    ...(paths.length > 0 && { [key]: paths }),
    $0: 'jest',
    _: patterns,
  };
}
