const tests = /(^|\/)__tests__\/|(^|[/._-])(test|spec|bench|e2e|cy)(-d)?\.[cm]?[jt]sx?$/i;
/** Names of test files: Vitest's default, and those of other test runners. */
const testsForSure = /(^|\/)__tests__\/|\.(test|spec|bench|e2e|cy)(-d)?\.[cm]?[jt]sx?$/i;

/** Folders and file names that serve tests and tools, not users. */
const support = [
  /(^|\/)(__mocks__|__fixtures__|__snapshots__|fixtures?|tests?|e2e|cypress|\.[^/]+)\//,
  /(^|\/)(__)?tests?[-_]?(assets|cases|data|files|fixtures|inputs|resources|samples)(__)?\//,
  /[.-](stories|story|fixture|mock)\.[cm]?[jt]sx?$/i,
  /(^|\/)((vitest|jest|test)[.-]?(setup|workspace|globals|utils?)|setup[.-]?(tests?|vitest|jest))\.[cm]?[jt]sx?$/i,
];
const testFolder = /(^|\/)(tests?|__tests__|__mocks__|cypress|\.[^/]+)\//;
const toolConfig = /(^|\/)(\.[^/]+|[^/]+\.(config|conf|workspace|setup))\.[cm]?[jt]s$/;
const inSourceFolder = /(^|\/)(src|lib)\//;
const output = /(^|\/)(dist|build|out|coverage|scripts|reports|vendor|public|storybook-static)\//;
/** Folders that show or measure a project: applications and packages with a `src` of their own. */
const showcase =
  /^(docs?|documentation|examples?|samples?|demos?|bench(mark)?s?|perf|websites?|www|playgrounds?|sandbox(es)?|templates?|starters?|tutorials?|storybook|stories|e2e|(__)?fixtures?(__)?)$/;

/** Whether a path names a test file, by the conventions of Vitest, Jest and StrykerJS. */
export function isTestFile(file: string): boolean {
  return tests.test(file);
}

/**
 * Whether a path below a folder is ordinary source: no test, fixture, tool configuration, build output or example.
 * @param base the folder that was asked for: its own name does not count
 */
export function isOrdinarySource(file: string, base = ''): boolean {
  const below = base === '' ? file : file.slice(base.length + 1);
  return (
    !isTestFile(file) &&
    !support.some((pattern) => pattern.test(below)) &&
    !(toolConfig.test(below) && !inSourceFolder.test(file)) &&
    !(output.test(below) && !inSourceFolder.test(below)) &&
    !isShowcase(file, base)
  );
}

/** A folder of examples and the like, above the folder of sources. Inside of `src`, such a name is ordinary. */
function isShowcase(file: string, base: string): boolean {
  const above = file.split('/').slice(0, folderEnd(file));
  return above.slice(base === '' ? 0 : base.split('/').length).some((folder) => showcase.test(folder));
}

/** How many folders are above the folder of sources; all of them if there is none. */
function folderEnd(file: string): number {
  const folders = file.split('/').slice(0, -1);
  const sourceAt = folders.findIndex((folder) => folder === 'src' || folder === 'lib');
  return sourceAt < 0 ? folders.length : sourceAt;
}

/** Whether only its name keeps a file of `src` or `lib` from being ordinary source: the file serves tests, or seems to. */
export function isDoubtful(file: string): boolean {
  return inSourceFolder.test(file) && !testsForSure.test(file) && !isShowcase(file, '');
}

/** Whether only tests have such a name. `a-test.ts` and `test.ts` may be sources. */
export function isNamedTest(file: string): boolean {
  return testsForSure.test(file);
}

/** Whether only a folder of examples, applications and the like keeps a file from being ordinary source. */
export function isShowcaseSource(file: string): boolean {
  const parts = file.split('/');
  const end = folderEnd(file);
  const [folder, within] = [`${parts.slice(0, end).join('/')}/`, parts.slice(end).join('/')];
  if (!isShowcase(file, '') || !isOrdinarySource(within)) return false;
  // Code in folders of tests serves them, unless it is a whole application.
  return end < parts.length - 1 ? !testFolder.test(folder) : !support.some((pattern) => pattern.test(folder));
}
