/**
 * `npm test`: every check, one after the other; all run even if one fails. Ends in `N passed, N failed`. With `--quick` the
 * tests are the unit tests and one audit of a fixture.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitCodes } from '../src/errors.ts';
import { run } from './run.ts';

const checks: { name: string; program: string; args: string[] }[] = [
  { name: 'lint and format', program: 'biome', args: ['ci', '--error-on-warnings'] },
  { name: 'dead code', program: 'knip', args: [] },
  { name: 'types', program: 'tsc', args: ['-p', 'tsconfig.json'] },
  { name: 'types of the page', program: 'tsc', args: ['-p', 'reports/html/app'] },
  { name: 'build', program: 'node', args: ['scripts/build.ts'] },
  { name: 'docs up to date', program: 'node', args: ['scripts/docs.ts', '--check'] },
];

const isQuick = process.argv.includes('--quick');
const oneAudit = ['--project=whole', 'test/cases/features.test.ts', '-t', 'mocks on Vitest 5'];
const tests = isQuick ? [['--project=unit'], oneAudit] : [[]];
const results = [...checks.map(runCheck), ...tests.map(runTests), ...(isQuick ? [] : [auditLastChange()])];
const passed = sum(results.map((result) => result.passed));
const failed = sum(results.map((result) => result.failed));
for (const result of results) for (const line of result.failures) console.log(`failed: ${line}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

interface Result {
  passed: number;
  failed: number;
  failures: string[];
}

function runCheck({ name, program, args }: (typeof checks)[number]): Result {
  const start = performance.now();
  const { code, output } = run(program, args, { quiet: true });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
  if (code === 0) return { passed: 1, failed: 0, failures: [] };
  console.log(output);
  return { passed: 0, failed: 1, failures: [`${name}: ${[program, ...args].join(' ')}`] };
}

function runTests(which: string[]): Result {
  // What is shipped is tested, and starts faster than the sources.
  process.env.REALCOV_TEST_DIST = '1';
  const folder = mkdtempSync(join(tmpdir(), 'realcov-check-'));
  const file = join(folder, 'vitest.json');
  try {
    const { code } = run('vitest', [
      'run',
      ...which,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ]);
    if (!existsSync(file)) return { passed: 0, failed: 1, failures: ['vitest: it did not come to an end'] };
    return testResult(JSON.parse(readFileSync(file, 'utf8')), code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface VitestJson {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { name: string; status: string; assertionResults: { status: string; fullName: string }[] }[];
}

/**
 * The last commit, as a pull request of ours would be: its tests can fail, and it loses nothing that tests noticed. What there is no time for
 * is not decided, and said.
 */
function auditLastChange(): Result {
  const name = 'audit of the last change';
  const [program, ...before] = ['git', 'rev-parse', '--quiet', '--verify', 'HEAD~1'] as const;
  if (spawnSync(program, before, { stdio: 'ignore' }).status !== 0) {
    console.log(`- ${name}: there is no commit before it here`);
    return { passed: 0, failed: 0, failures: [] };
  }
  const gate = ['--fail-on', 'lost-kills,theater'];
  // What the others start are processes of their own: unit tests run the code that changes.
  const limits = ['--tests', 'test/unit/**', '--budget', '3m', '--leave-out-red', '--no-resume', '--quiet'];
  const args = ['dist/src/cli.js', 'audit', '--since', 'HEAD~1', ...limits, ...gate];
  const { code, output } = run('node', args, { quiet: true });
  // Only what it found fails, and a fault of ours; a change that is too large is not decided.
  const isFine = code === exitCodes.passed || code === exitCodes.incomplete;
  console.log(`${isFine ? '✓' : '✗'} ${name}${code === exitCodes.incomplete ? ', not decided' : ''}`);
  if (output.trim() !== '') console.log(output);
  return { passed: isFine ? 1 : 0, failed: isFine ? 0 : 1, failures: isFine ? [] : [name] };
}

/** A test file that does not load, or an error outside of every test, counts as one failure. */
function testResult({ numPassedTests, numFailedTests, testResults }: VitestJson, code: number): Result {
  const tests = testResults.flatMap((file) => file.assertionResults);
  const failures = tests.filter((test) => test.status === 'failed').map((test) => test.fullName);
  const brokenFiles = testResults
    .filter(
      (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
    )
    .map((file) => file.name);
  const outside = code !== 0 && numFailedTests + brokenFiles.length === 0 ? ['vitest: see above'] : [];
  return {
    passed: numPassedTests,
    failed: numFailedTests + brokenFiles.length + outside.length,
    failures: [...failures, ...brokenFiles, ...outside],
  };
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
