import { posix } from 'node:path';
import { specifiersIn } from '../model/specifiers.ts';
import type { ChangedFile } from './changed-files.ts';
import type { SourceRules } from './rules.ts';

/** What a change did to the tests of a project. Paths are relative to the root. */
export interface ChangedTests {
  /** Test files that are new or have another text. */
  edited: ChangedFile[];
  /** Deleted test files, also renamed ones. */
  gone: ChangedFile[];
  /** Files that only tests use: helpers, snapshots, fixtures. */
  helpers: ChangedFile[];
  /** Unchanged test files that use one of those. */
  affected: string[];
}

/** Some test may do something else than before. */
export function touchesTests({ edited, gone, affected }: ChangedTests): boolean {
  return edited.length + gone.length + affected.length > 0;
}

/**
 * @param files of the project that hold code, relative to the root
 */
export function testsTouchedBy(
  changed: readonly ChangedFile[],
  {
    files,
    rules,
    read,
  }: { files: readonly string[]; rules: SourceRules; read(file: string): string | undefined },
): ChangedTests {
  const isTest = (path: string) => rules.isTest(path) || rules.isNamedTest(path);
  const tests = changed.filter(({ path }) => isTest(path));
  const helpers = changed.filter(({ path }) => !isTest(path) && isOfTests(path, rules));
  const touched = new Set(tests.map(({ path }) => path));
  const affected =
    helpers.length === 0
      ? []
      : files.filter(
          (file) => isTest(file) && !touched.has(file) && helpers.some(({ path }) => uses(file, path, read)),
        );
  return {
    edited: tests.filter(({ after }) => after),
    gone: tests.filter(({ after }) => !after),
    helpers,
    affected,
  };
}

const testFolders =
  /(^|\/)(__tests__|__mocks__|__fixtures__|__snapshots__|tests?|specs?|e2e|fixtures?|mocks?|test-?utils|testing)\//i;
const codeFile = /\.[cm]?[jt]sx?$/;

/** Whether a file exists only for tests: by what Vitest says, and by its folder. */
function isOfTests(path: string, rules: SourceRules): boolean {
  if (path.startsWith('../') || /(^|\/)(package\.json|package-lock\.json|[^/]*lock[^/]*)$/.test(path))
    return false;
  if (codeFile.test(path)) return !rules.isSource(path) && (testFolders.test(path) || rules.isSupport(path));
  return testFolders.test(path) || path.endsWith('.snap');
}

/** A test uses code by an import, direct or not, and other files by their name in its text. A snapshot belongs to one test file. */
function uses(test: string, helper: string, read: (file: string) => string | undefined): boolean {
  if (helper.endsWith('.snap')) {
    const owner = posix.join(posix.dirname(posix.dirname(helper)), posix.basename(helper, '.snap'));
    return owner === test;
  }
  const name = posix.basename(helper).replace(codeFile, '');
  const named = name === 'index' ? posix.basename(posix.dirname(helper)) : name;
  const seen = new Set<string>();
  const names = (file: string, depth: number): boolean => {
    const text = read(file);
    if (text === undefined || seen.has(file)) return false;
    seen.add(file);
    const imported = specifiersIn(text);
    if (
      codeFile.test(helper)
        ? imported.some((each) => each.split('/').at(-1)?.startsWith(named))
        : text.includes(named)
    )
      return true;
    return (
      depth > 0 &&
      imported.some((each) => each.startsWith('.') && nearby(file, each).some((to) => names(to, depth - 1)))
    );
  };
  return names(test, 2);
}

function nearby(file: string, specifier: string): string[] {
  const path = posix.join(posix.dirname(file), specifier);
  const plain = path.replace(/\.([cm]?)jsx?$/, '');
  return [path, ...['.ts', '.tsx', '.js', '/index.ts', '/index.js'].map((ending) => plain + ending)];
}
