import { join } from 'node:path';
import picomatch from 'picomatch';
import { exitCodes, UserError } from '../errors.ts';
import type { Notice } from '../model/audit.ts';
import type { InstrumentedFile } from '../model/instrumented.ts';
import { runnerTitles, type TestRunner } from '../model/runner.ts';
import type { RunnerSettings } from '../model/runner-settings.ts';
import { relativeTo } from '../system/paths.ts';
import { shownFailures, whyWords } from './clean/check-baseline.ts';
import type { Lab, TestFile } from './lab.ts';
import { defaultMemoryLimit } from './process/memory.ts';
import type { Sandbox } from './sandbox.ts';
import { openers } from './test-runners.ts';

export interface LabProject {
  root: string;
  isWorkspace?: boolean;
  runner: TestRunner & { folder: string };
}

export interface LabSettings {
  concurrency: number;
  memoryLimit?: number | undefined;
  timeoutFactor: number;
  tests: string[];
  vitest: RunnerSettings;
  /** Permissions of the tests; without it they may do anything. */
  sandbox?: Sandbox;
  /** Folder for temporary files of the lab, if the caller made one. It is removed when the lab is closed. */
  folder?: string;
  /** Prefix of the switches' names, if the caller has to know it. */
  prefix?: string;
  /** Runs in the project itself and not on a temporary copy. */
  inPlace?: boolean;
  /** Allow a project without tests. */
  mayLackTests?: true;
}

/**
 * Starts the project's own test runner. An aborted signal closes it.
 * @throws UserError (suite does not start) with the test runner's own message
 */
export async function openLab(
  { root, runner }: LabProject,
  { concurrency, memoryLimit, vitest: config, sandbox, folder, prefix, inPlace }: LabSettings,
  notices: { add(notice: Notice): void },
  signal: AbortSignal | undefined,
): Promise<Lab> {
  const changed = new Set<string>();
  return openers[runner.name]({
    root,
    runnerFolder: runner.folder,
    major: Number.parseInt(runner.version, 10),
    concurrency,
    memoryLimit: memoryLimit ?? defaultMemoryLimit(concurrency),
    config,
    sandbox,
    folder,
    prefix,
    inPlace,
    signal,
    onMismatch: (path) => {
      const file = relativeTo(root, path);
      if (changed.has(file)) return;
      changed.add(file);
      notices.add({
        kind: 'file-dropped',
        file,
        message: 'another tool changes its text before it is run',
      });
    },
  });
}

/**
 * Serves the instrumented texts; to be called before the first run.
 * @param plainText path of the module that takes the switches out of a function's text
 */
export function serveTexts(
  lab: Lab,
  root: string,
  files: InstrumentedFile[],
  {
    timeoutFactor,
    without,
    cache,
  }: { timeoutFactor: number; without?: 'proof' | 'findings'; cache?: boolean },
  plainText?: string,
): void {
  lab.serve(
    files.map(({ file, original, code, map }) => ({ path: join(root, file), original, code, map })),
    {
      timeoutFactor,
      ...(without === 'proof' && { unproved: true as const }),
      ...(cache && { tracksInputs: true as const }),
      ...(plainText !== undefined && { plainText }),
      files: files.map(({ file, key, sites }) => ({ key, sites, path: join(root, file) })),
    },
  );
}

/**
 * The test files of the audit, in a fixed order: those that `--tests` selects and that import a source in scope.
 * @param sources the selected sources, relative to the root; undefined if all are in scope
 * @throws UserError if there are no test files, or none that `--tests` selects
 */
export async function testFilesFor(
  lab: Lab,
  { root, isWorkspace, runner }: LabProject,
  settings: LabSettings,
  sources: string[] | undefined,
): Promise<TestFile[]> {
  const { tests, mayLackTests } = settings;
  const files = lab.files
    .filter(isWantedTest(root, settings))
    .sort((a, b) => compare(a.path, b.path) || compare(a.project, b.project));
  if (files.length === 0 && mayLackTests && lab.files.length === 0) return [];
  if (files.length > 0) return sources === undefined ? files : relatedOnly(lab, root, files, sources);
  refuseOnlyUnrunnable(lab, root, settings);
  throw new UserError(
    exitCodes.usage,
    lab.files.length === 0
      ? `${runnerTitles[runner.name]} finds no test files`
      : `no test file matches ${tests.join(', ')}`,
    isWorkspace && lab.files.length === 0
      ? `run realcov in the folder of one of the packages, or look at ${testsOf[runner.name]}`
      : `look at ${testsOf[runner.name]}, or at --tests`,
  );
}

/** @throws UserError if there are test files, but none that can be run with broken code */
function refuseOnlyUnrunnable({ roles }: Lab, root: string, settings: LabSettings): void {
  const files = roles.unrunnable.filter(isWantedTest(root, settings));
  if (files.length === 0) return;
  throw new UserError(
    exitCodes.usage,
    'no test file can be audited',
    'audit test files that run in processes of Node: --tests selects them',
    files.slice(0, shownFailures).map(({ path, why }) => `${relativeTo(root, path)}: ${whyWords[why]}`),
  );
}

/** Which setting says where tests are. */
const testsOf: Record<TestRunner['name'], string> = {
  vitest: '"test.include" of the Vitest configuration',
  jest: '"testMatch" of the Jest configuration',
  mocha: '"spec" of the Mocha configuration',
  'node-test': 'the files that the test script gives to "node --test"',
};

/** Whether `--tests` selects a test file, or is not given. */
export function isWantedTest(
  root: string,
  { tests }: Pick<LabSettings, 'tests'>,
): (file: Pick<TestFile, 'path'>) => boolean {
  const matches = tests.length === 0 ? () => true : picomatch(tests, { dot: true });
  return ({ path }) => matches(relativeTo(root, path));
}

/** The notice that only some test files run, because the others cannot reach the audited sources. */
export function noticesOfUnrelated(
  run: readonly TestFile[],
  all: readonly TestFile[],
  named: readonly string[],
  sources: readonly string[] | undefined,
): Notice[] {
  if (sources === undefined || sources.length === 0 || named.length > 0 || run.length === all.length)
    return [];
  const what = sources.length === 1 ? sources[0] : `the ${sources.length} sources`;
  const verb = run.length === 1 ? 'imports' : 'import';
  return [
    {
      kind: 'suite',
      message: `${run.length} of ${all.length} test files ${verb} ${what}, directly or not; the others are not run`,
    },
  ];
}

/** Those of the test files that import any of the sources (relative to the root), directly or not. */
export async function relatedOnly(
  lab: Lab,
  root: string,
  files: TestFile[],
  sources: string[],
): Promise<TestFile[]> {
  if (sources.length === 0) return [];
  const related = await lab.related(
    sources.map((source) => join(root, source)),
    files,
  );
  const key = ({ path, project }: TestFile) => `${project}\n${path}`;
  const kept = new Set(related.map(key));
  return files.filter((file) => kept.has(key(file)));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
