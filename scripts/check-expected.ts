/**
 * Checks the `expected.json` of the fixtures against the truth: makes every break by hand in a copy of the
 * fixture and runs the plain test runner on it.
 *
 *     npm run check-expected [fixture…] [--vitest=3] [--jest=29] [--mocha=10]
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Expected,
  type ExpectedBreak,
  nameOf,
  readExpected,
  statusesOf,
} from '../test/helpers/expected.ts';
import {
  fixtureNames,
  type InstalledRunner,
  type JestMajor,
  type MochaMajor,
  runSuite as runPlain,
  type VitestMajor,
  withProject,
} from '../test/helpers/project.ts';

const timeLimit = 15_000;

const args = process.argv.slice(2);
const versionOf = (runner: string, usual: number) =>
  Number(args.find((arg) => arg.startsWith(`--${runner}=`))?.split('=')[1] ?? usual);
const vitest = versionOf('vitest', 5) as VitestMajor;
const jest = versionOf('jest', 30) as JestMajor;
const mocha = versionOf('mocha', 12) as MochaMajor;
const jestFixtures = fixtureNames('jest');
const mochaFixtures = fixtureNames('mocha');
const named = args.filter((arg) => !arg.startsWith('--'));

let wrong = 0;
const all = [...fixtureNames('features'), ...fixtureNames('trust'), ...jestFixtures, ...mochaFixtures];
for (const name of named.length > 0 ? named : all) {
  const expected = readExpected(name);
  const runner = runnerOf(name);
  if (!hasVersion(expected, runner)) continue;
  const problems = await withProject(name, runner, (cwd) =>
    checkFixture(join(cwd, expected.cwd), expected, runner),
  );
  console.log(
    `${problems.length === 0 ? '✓' : '✗'} ${name}: ${expected.expected.length} breaks, ${JSON.stringify(runner)}`,
  );
  for (const problem of problems) console.log(`    ${problem}`);
  wrong += problems.length;
}
process.exitCode = wrong === 0 ? 0 : 1;

function runnerOf(name: string): InstalledRunner {
  if (jestFixtures.includes(name)) return { jest };
  return mochaFixtures.includes(name) ? { mocha } : { vitest };
}

function hasVersion(expected: Expected, runner: InstalledRunner): boolean {
  if ('jest' in runner) return expected.jest.includes(runner.jest);
  return 'mocha' in runner ? expected.mocha.includes(runner.mocha) : expected.vitest.includes(vitest);
}

async function checkFixture(cwd: string, { expected }: Expected, runner: InstalledRunner): Promise<string[]> {
  const clean = await runSuite(cwd, runner);
  if (clean.timedOut || clean.failed.length > 0) return [`red without any break: ${clean.failed.join(', ')}`];
  const problems: string[] = [];
  for (const expectedBreak of expected) {
    const file = join(cwd, expectedBreak.file);
    const source = readFileSync(file, 'utf8');
    writeFileSync(file, broken(source, editOf(expectedBreak)));
    problems.push(...compare(expectedBreak, await runSuite(cwd, runner)));
    writeFileSync(file, source);
  }
  return problems;
}

function editOf({ edit, original, replacement }: ExpectedBreak): { find: string; replace: string } {
  return edit ?? { find: original ?? '', replace: replacement ?? '' };
}

/** The source with the edit made; an emptied body leaves a mark when it is reached. */
function broken(source: string, { find, replace }: { find: string; replace: string }): string {
  if (source.split(find).length !== 2) throw new Error(`not exactly once in the source: ${find}`);
  const mark = `{ process.getBuiltinModule('node:fs').writeFileSync(process.env.REACHED_FILE!, ''); }`;
  return source.replace(find, () => replace.replace(/\{\}$/, mark));
}

interface SuiteRun {
  timedOut: boolean;
  failed: string[];
  /** Whether an emptied body ran. */
  reached: boolean;
}

async function runSuite(cwd: string, runner: InstalledRunner): Promise<SuiteRun> {
  const report = join(cwd, '..', 'report.json');
  const mark = join(cwd, '..', 'reached');
  rmSync(report, { force: true });
  rmSync(mark, { force: true });
  const { code } = await runPlain(cwd, runner, report, {
    timeout: timeLimit,
    env: { CI: '1', REACHED_FILE: mark },
  });
  const timedOut = !existsSync(report);
  const failed = timedOut ? [] : failedTests(report);
  // An error outside of tests: the exit code alone tells it.
  const stray = code !== 0 && !timedOut && failed.length === 0 ? ['(hook)'] : [];
  return { timedOut, failed: [...failed, ...stray], reached: existsSync(mark) };
}

interface Report {
  testResults: {
    status: string;
    assertionResults: { status: string; ancestorTitles: string[]; title: string }[];
  }[];
}

function failedTests(report: string): string[] {
  const { testResults }: Report = JSON.parse(readFileSync(report, 'utf8'));
  return testResults.flatMap(({ status, assertionResults: tests }) => {
    const failed = tests.filter((test) => test.status === 'failed');
    if (failed.length === 0 && status === 'failed') return tests.length === 0 ? '(load)' : '(hook)';
    return failed.map((test) => [...test.ancestorTitles, test.title].join(' > '));
  });
}

function compare(expectedBreak: ExpectedBreak, run: SuiteRun): string[] {
  const { killedBy = [], alsoFails = [] } = expectedBreak;
  const name = nameOf(expectedBreak);
  const statuses = statusesOf(expectedBreak);
  const seen = run.timedOut ? 'timeout' : run.failed.length > 0 ? 'killed' : 'survived';
  const fits = statuses.some(
    (status) => status === seen || (status === 'no-coverage' && seen === 'survived'),
  );
  if (!fits) return [`${name}: ${statuses.join(' or ')} is wrong, ${seen} by ${run.failed.join(', ')}`];
  if (run.timedOut) return [];
  const wanted = [...killedBy, ...alsoFails].sort();
  if (run.failed.sort().join('\n') !== wanted.join('\n'))
    return [`${name}: killed by ${JSON.stringify(run.failed)}`];
  const isBody = editOf(expectedBreak).replace.endsWith('{}');
  if (isBody && run.reached === statuses.includes('no-coverage')) {
    return [`${name}: ${run.reached ? 'is reached' : 'is not reached'}`];
  }
  return [];
}
