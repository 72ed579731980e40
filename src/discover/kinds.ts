const tests = /(^|\/)__tests__\/|(^|[/._-])(test|spec|bench|e2e|cy)(-d)?\.[cm]?[jt]sx?$/i;
/** Of those, the names that Vitest takes for tests unless it is told otherwise, and those of other test runners. */
const testsForSure = /(^|\/)__tests__\/|\.(test|spec|bench|e2e|cy)(-d)?\.[cm]?[jt]sx?$/i;

/** What serves tests and tools, not users: its folders and file names. */
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
/** Folders of what shows or measures a project: applications and packages of their own, with a `src` of their own. */
const showcase =
  /^(docs?|documentation|examples?|samples?|demos?|bench(mark)?s?|perf|websites?|www|playgrounds?|sandbox(es)?|templates?|starters?|tutorials?|storybook|stories|e2e|(__)?fixtures?(__)?)$/;

/** Whether a path names a test file, by the conventions of Vitest, Jest and StrykerJS. */
export function isTestFile(file: string): boolean {
  return tests.test(file);
}

/**
 * Whether a path below a folder is ordinary source there: no test, fixture, tool configuration, build output or example.
 * @param base the folder that was asked for: its own name does not count against what is in it
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

/** A folder of examples and the like, above the folder of sources. What is called so within `src` is source. */
function isShowcase(file: string, base: string): boolean {
  const above = file.split('/').slice(0, folderEnd(file));
  return above.slice(base === '' ? 0 : base.split('/').length).some((folder) => showcase.test(folder));
}

/** How many folders there are above that of sources; all of them if there is none. */
function folderEnd(file: string): number {
  const folders = file.split('/').slice(0, -1);
  const sourceAt = folders.findIndex((folder) => folder === 'src' || folder === 'lib');
  return sourceAt < 0 ? folders.length : sourceAt;
}

/** Whether only its name keeps a file of `src` or `lib` from being ordinary source: one that serves tests, or seems to. */
export function isDoubtful(file: string): boolean {
  return inSourceFolder.test(file) && !testsForSure.test(file) && !isShowcase(file, '');
}

/** Whether the name is one that is nobody's but a test's by itself: `a-test.ts` and `test.ts` may be sources. */
export function isNamedTest(file: string): boolean {
  return testsForSure.test(file);
}

/** Whether only the folder of examples, applications or the like above it keeps a file from being ordinary source. */
export function isShowcaseSource(file: string): boolean {
  const parts = file.split('/');
  const end = folderEnd(file);
  const [folder, within] = [`${parts.slice(0, end).join('/')}/`, parts.slice(end).join('/')];
  if (!isShowcase(file, '') || !isOrdinarySource(within)) return false;
  // What is loaded from folders of tests serves them, unless it is a whole application there.
  return end < parts.length - 1 ? !testFolder.test(folder) : !support.some((pattern) => pattern.test(folder));
}
