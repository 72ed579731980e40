const tests = /(^|\/)__tests__\/|(^|[/._-])(test|spec|bench|e2e|cy)(-d)?\.[cm]?[jt]sx?$/i;

/** What serves tests and tools, not users: its folders and file names. */
const support = [
  /(^|\/)(__mocks__|__fixtures__|__snapshots__|fixtures?|tests?|e2e|cypress|\.[^/]+)\//,
  /[.-](stories|story|fixture|mock)\.[cm]?[jt]sx?$/i,
  /(^|\/)((vitest|test)[.-]?(setup|workspace|globals|utils?)|setup[.-]?(tests?|vitest))\.[cm]?[jt]sx?$/i,
];
const toolConfig = /(^|\/)(\.[^/]+|[^/]+\.(config|conf|workspace|setup))\.[cm]?[jt]s$/;
const inSourceFolder = /(^|\/)(src|lib)\//;
const nonSourceFolder =
  /(^|\/)(dist|build|out|coverage|docs?|examples?|demos?|bench(mark)?s?|scripts|reports|vendor|public|storybook-static|website|playground)\//;

/** Whether a path names a test file, by the conventions of Vitest and StrykerJS. */
export function isTestFile(file: string): boolean {
  return tests.test(file);
}

/**
 * Whether a path below a folder is ordinary source there: no test, fixture, tool configuration or build output.
 * @param base the folder that was asked for: its own name does not count against what is in it
 */
export function isOrdinarySource(file: string, base = ''): boolean {
  const below = base === '' ? file : file.slice(base.length + 1);
  return (
    !isTestFile(file) &&
    !support.some((pattern) => pattern.test(below)) &&
    !(toolConfig.test(below) && !inSourceFolder.test(file)) &&
    !(nonSourceFolder.test(below) && !inSourceFolder.test(below))
  );
}
