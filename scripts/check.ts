/**
 * `npm test`: every check, one after the other; all run even if one fails. Ends in `N passed, N failed`. With `--quick` the
 * tests are the unit tests and one audit of a fixture.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
const results = [...checks.map(runCheck), ...tests.map(runTests)];
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
